import type { Field } from '../../../contract/fields/field.ts'
import type { Warning } from '../../../contract/warning.ts'
import { asksConsent } from '../leads/consented.ts'

/** A lead type that wants a consent which none of its fields asks for: each of its leads fails NO_CONSENT (D1.23). */
export const consentWarnings = (requireConsent: boolean, fields: readonly Field[]): Warning[] =>
  requireConsent && !fields.some(asksConsent) ? [notAsked] : []

const notAsked: Warning = {
  code: 'CONSENT_NOT_ASKED',
  message: 'No field asks whether the lead may be passed on, so it goes to nobody. Add a field of the kind consent.',
}
