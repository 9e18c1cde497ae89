import type { Field } from '../../../../contract/fields/field.ts'
import type { KindName } from '../../../../contract/fields/kinds.ts'

const options = [
  { value: 'flat', label: 'Flat' },
  { value: 'house', label: 'House' },
  { value: 'boat', label: 'House boat' },
]

/** What a field of each kind must have set, and nothing more. */
export const leastSettings: Record<KindName, Record<string, unknown>> = {
  text: {},
  longText: {},
  number: {},
  money: { currency: 'GBP' },
  date: {},
  choice: { options },
  multiChoice: { options },
  yesNo: {},
  email: {},
  phone: {},
  postcode: {},
  consent: { wording: 'Partners may call me.', version: '2026-01' },
}

/** A field called `it`; optional unless told. */
export const fieldOf = (kind: KindName, settings: Record<string, unknown> = {}): Field => ({
  name: 'it',
  kind,
  label: 'It',
  required: false,
  ...leastSettings[kind],
  ...settings,
})
