import type { Field } from '../../../../contract/fields/field.ts'
import type { KindName } from '../../../../contract/fields/kinds.ts'
import type { Clause } from '../../../../contract/filter.ts'
import * as sample from '../../contract/fields/sample-fields.ts'

/** A field of a kind, called after it. */
export const fieldOf = (kind: KindName, settings: Record<string, unknown> = {}): Field =>
  sample.fieldOf(kind, { name: kind, ...settings })

export const clauseOf = (op: Clause['op'], value: unknown, field: string): Clause =>
  (value === undefined ? { field, op } : { field, op, value }) as Clause
