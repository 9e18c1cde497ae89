import type { Field } from '../../../contract/fields/field.ts'
import { kindOf } from '../../../contract/fields/kinds.ts'
import { placesOfLead } from '../places/schemes.ts'
import { countryOf } from './area.ts'

/** A value of a lead as the trace of a decision may keep it. null: the lead has none. */
export type Shown = string | number | boolean | null

/**
 * What a lead has in a field, for whoever asks why a clause failed. The trace is kept for good, so that what a person
 * wrote in their own words, and how to reach them, is not copied into it: •••. Of a postcode its outward half is told.
 */
export function shownValue(value: unknown, field: Field): Shown {
  if (value === undefined) return null
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (field.kind === 'postcode') return placesOfLead(String(value), countryOf(field)).outward ?? hidden
  if (!toldKinds.includes(field.kind)) return hidden
  const kind = kindOf(field)
  // What an older lead holds may be no value of the field as it is today.
  return kind.read(value, { ...field, min: undefined, max: undefined }).ok ? kind.toText(value, field) : hidden
}

const hidden = '•••'

const toldKinds = ['money', 'date', 'choice', 'multiChoice', 'consent']
