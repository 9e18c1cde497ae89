import type { Field } from '../../../contract/fields/field.ts'

/** Whether the person agreed that the lead is passed on (D1.23): to a consent field that says so. */
export const isConsented = (fields: readonly Field[], values: Record<string, unknown>): boolean =>
  fields.some((field) => asksConsent(field) && values[field.name] !== undefined)

/** Whether who agrees to this field agrees that the lead is passed on. */
export const asksConsent = ({ kind, shares }: Field): boolean => kind === 'consent' && shares !== false
