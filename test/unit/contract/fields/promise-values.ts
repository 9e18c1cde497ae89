import { expect, it } from 'vitest'
import type { Field } from '../../../../contract/fields/field.ts'
import { fieldListSchema } from '../../../../contract/fields/field-list.ts'
import { checkLead } from '../../../../contract/fields/lead-schema.ts'
import { parseAll } from '../../../../contract/parse.ts'

/** The table of a kind: what is given and what is kept of it, what is given and the code that refuses it. */
export function promiseValues(
  field: Field,
  { accepted, refused }: { accepted: [given: unknown, kept: unknown][]; refused: [given: unknown, code: string][] },
): void {
  it.each(accepted)('promises that %j is accepted', (given, kept) => {
    expect(checkLead([field], { it: given })).toEqual({ ok: true, values: kept === undefined ? {} : { it: kept } })
  })
  it.each(refused)('promises that %j is refused', (given, code) => {
    expect(checkLead([field], { it: given })).toMatchObject({ ok: false, errors: [{ pointer: '/fields/it', code }] })
  })
}

/** Settings with which a field cannot be saved, and the pointer at what is wrong. */
export function promiseBadSettings(table: [settings: Field, pointer: string][]): void {
  it.each(table)('promises that %j is no field', (field, pointer) => {
    const parsed = parseAll(fieldListSchema, [field])
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.pointer)).toEqual([`/0${pointer}`])
  })
}

/** The sentence that a person reads when `given` is refused. */
export function messageFor(field: Field, given: unknown): string | undefined {
  const checked = checkLead([field], { it: given })
  return checked.ok ? undefined : checked.errors[0]?.message
}
