import type { FieldProblem } from '../problem.ts'
import { type Field, hiddenCharacter, keep, type Reading, refuse } from './field.ts'
import { kindOf } from './kinds.ts'

export type CheckedLead = { ok: true; values: Record<string, unknown> } | { ok: false; errors: FieldProblem[] }

/**
 * What was given for a lead, checked against its fields; widget and Worker call this one function. Gives what the lead
 * keeps, without what was left empty, or every bad field at once: fields first, in their order, then unknown names.
 * `pointer` is where the values stand in the body (RFC 6901).
 */
export function checkLead(fields: readonly Field[], values: unknown, pointer = '/fields'): CheckedLead {
  if (values === null || typeof values !== 'object' || Array.isArray(values)) {
    return {
      ok: false,
      errors: [{ pointer, code: 'WRONG_TYPE', message: 'Expected an object with a value by field.' }],
    }
  }
  const given = new Map<string, unknown>(Object.entries(values))
  const kept: Record<string, unknown> = {}
  const errors: FieldProblem[] = []
  for (const field of fields) {
    const reading = readField(field, given.get(field.name))
    given.delete(field.name)
    if (!reading.ok) errors.push({ pointer: `${pointer}/${field.name}`, code: reading.code, message: reading.message })
    else if (reading.value !== undefined) kept[field.name] = reading.value
  }
  // A body of nothing but unknown names must not be answered with a much larger one.
  errors.push(...[...given.keys()].slice(0, 20).map((name) => unknownField(name, pointer)))
  return errors.length ? { ok: false, errors } : { ok: true, values: kept }
}

/**
 * One value for one field. Texts are trimmed first; null, empty text and an empty list are the same as no value, which
 * reads as undefined unless the field is required. Tabs become spaces; other control characters are refused, except
 * line breaks where there may be several lines.
 */
export function readField(field: Field, given: unknown): Reading {
  const kind = kindOf(field)
  const value = typeof given === 'string' ? given.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').trim() : given
  if (typeof value === 'string') {
    const lines = kind.control === 'textarea' ? value.replaceAll('\n', '') : value
    if (hiddenCharacter.test(lines)) return refuse('HIDDEN_CHARACTER', 'Remove the line breaks or hidden characters.')
  }
  const reading = isEmpty(value) ? keep(undefined) : kind.read(value, field)
  return field.required && reading.ok && reading.value === undefined ? (kind.missing ?? missing) : reading
}

/**
 * What a web form sent, as values for `checkLead`. Names that no field has are passed on, to be refused by name, except
 * those with a hyphen: they are the form's own (contract/form.ts).
 */
export function fromForm(fields: readonly Field[], entries: Iterable<readonly [string, unknown]>) {
  const sent = new Map<string, unknown[]>()
  for (const [name, text] of entries) {
    const sofar = sent.get(name)
    if (sofar) sofar.push(text)
    else sent.set(name, [text])
  }
  const kindsByName = new Map(fields.map((field) => [field.name, field]))
  const values = new Map<string, unknown>()
  for (const [name, given] of sent) {
    const field = kindsByName.get(name)
    if (field) values.set(name, given.every(isText) ? kindOf(field).fromForm(given, field) : given)
    else if (!name.includes('-')) values.set(name, given)
  }
  return Object.fromEntries(values)
}

const missing = refuse('REQUIRED', 'Fill this in.')

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

const isText = (value: unknown): value is string => typeof value === 'string'

function unknownField(name: string, pointer: string): FieldProblem {
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name
  return {
    pointer: `${pointer}/${shown.replace(/~/g, '~0').replace(/\//g, '~1')}`,
    code: 'UNKNOWN_FIELD',
    message: `There is no field called “${shown}” here. Remove it.`,
  }
}
