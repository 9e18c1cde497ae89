/**
 * What a browser may fill in by itself, by the names that mean the same on every form (WCAG 1.3.5 asks for it).
 * Undefined for any other name: a wrong hint fills in the wrong thing.
 */
export const autocomplete = (name: string): string | undefined => tokens.get(name)

const tokens = new Map([
  ['firstName', 'given-name'],
  ['lastName', 'family-name'],
  ['company', 'organization'],
  ['email', 'email'],
  ['phone', 'tel'],
  ['address', 'street-address'],
  ['town', 'address-level2'],
  ['postcode', 'postal-code'],
])
