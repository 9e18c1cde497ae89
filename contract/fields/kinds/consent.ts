import * as v from 'valibot'
import { requiredLine } from '../../text.ts'
import { type Field, type Kind, keep, refuse, type SettingsOf } from '../field.ts'

export const consentSettings = () => ({
  /** What the person agrees to, beside the box. */
  wording: requiredLine(1000),
  /** Names this wording for good; another wording needs another version. */
  version: requiredLine(40),
  /** Whether agreeing means that the lead may be passed on to partners (D1.23): yes unless told. */
  shares: v.optional(v.boolean()),
})

export interface ConsentField extends Field, SettingsOf<typeof consentSettings> {
  kind: 'consent'
}

/** What is kept: that consent was given, and to which wording. */
export interface Consent {
  granted: true
  version: string
}

/**
 * Consent to a wording. The box carries the wording's version, so that a page that was opened before the wording
 * changed cannot give consent to words that the person has not seen. Consent that is not given leaves no value.
 */
export const consent: Kind<ConsentField, Consent> = {
  kind: 'consent',
  control: 'checkbox',
  missing: refuse('CONSENT_REQUIRED', 'Tick the box to agree.'),
  read(given, { version }) {
    const { granted, version: givenVersion, ...rest } = Object(given)
    if (typeof granted !== 'boolean' || Object.keys(rest).length) {
      return refuse('WRONG_TYPE', `Expected {"granted": true, "version": "${version}"}.`)
    }
    if (!granted) return keep(undefined)
    if (givenVersion === version) return keep({ granted, version })
    return refuse('CONSENT_CHANGED', `The wording is now version ${version}. Read it again and tick the box.`)
  },
  fromForm: ([version]) => (version ? { granted: true, version } : undefined),
  toForm: ({ version }) => [version],
  toText: ({ version }) => `Agreed (wording ${version})`,
  attributes: () => ({ type: 'checkbox' }),
  options: ({ version, wording }) => [{ value: version, label: wording }],
  example: ({ version }) => ({ granted: true, version }),
}
