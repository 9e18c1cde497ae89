import type { Field } from '../../contract/fields/field.ts'

/** A lead as it came in. Nothing of it is checked: captureLead does that, with the lead type's own fields. */
export interface RawLead {
  /** The id that the sender made, to repeat it safely; null when it made none. */
  id: string | null
  /** The page that it was captured on; '' when nobody said. */
  pageUrl: string
  /** By field name, as `checkLead` reads them. */
  fields: unknown
  /** What one of our own forms sends along (ENGINE 7): its signed token, and the input that people do not see. */
  form: { token: string; trap: string }
}

/**
 * A way in which leads come in: turns a body that was read into a raw lead, and nothing else. Pure. `channel` is what
 * the lead keeps of it.
 */
export interface Channel<Name extends string = string, Body = never> {
  channel: Name
  /** Where such leads come from, as a person reads it. */
  title: string
  read(body: Body, door: { fields: readonly Field[] }): RawLead
}
