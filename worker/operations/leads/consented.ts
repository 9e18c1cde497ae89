import type { Field } from '../../../contract/fields/field.ts'

/** Whether the person agreed that the lead is passed on (D1.23): to a consent field that says so. */
export const isConsented = (fields: readonly Field[], values: Record<string, unknown>): boolean =>
  fields.some(({ kind, name, shares }) => kind === 'consent' && shares !== false && values[name] !== undefined)
