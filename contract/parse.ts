import * as v from 'valibot'
import type { FieldProblem } from './problem.ts'

export type Parsed<Output> = { ok: true; output: Output } | { ok: false; errors: FieldProblem[] }

/**
 * Reads JSON with a schema and says everything that is wrong with it at once: a pointer (RFC 6901), a code and what to
 * mend per bad field. `base` is put before every pointer (`/fields`). At most 100 errors are named.
 */
export function parseAll<const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  base = '',
): Parsed<v.InferOutput<Schema>> {
  if (Array.isArray(input) && schema.type !== 'array') return { ok: false, errors: [{ pointer: base, ...notAnObject }] }
  const first = v.safeParse(schema, input)
  if (first.success) {
    const lists = listsForObjects(input, first.output, base)
    return lists.length === 0 ? { ok: true, output: first.output } : { ok: false, errors: lists.slice(0, mostErrors) }
  }
  const hasMore = first.issues.length <= mostErrors && first.issues.some(isUnknownKey)
  const issues = hasMore ? withAllUnknownKeys(schema, input) : first.issues
  const errors = issues.map((issue) => toFieldProblem(issue, base))
  return { ok: false, errors: errors.filter(isFirstOfItsList).slice(0, mostErrors) }
}

/** One thing that valibot found, as a problem names it. */
export function toFieldProblem(issue: Issue, base = ''): FieldProblem {
  const path = issue.path ?? []
  const list = path.findIndex(({ type, input }) => type === 'object' && Array.isArray(input))
  if (list > 0) return { pointer: base + pointerOf(path.slice(0, list)), ...notAnObject }
  return {
    pointer: base + pointerOf(path),
    code: codeOf(issue),
    message: issue.message.startsWith('Invalid ') ? messageOf(issue) : issue.message,
  }
}

/** A list is an object to valibot: it would lack keys or, where every key may be missing, pass for an empty one. */
const notAnObject = { code: 'WRONG_TYPE', message: 'Expected an object.' }

/** All that an object would lack is one complaint about the list that was given in its place. */
const isFirstOfItsList = (error: FieldProblem, i: number, errors: readonly FieldProblem[]): boolean =>
  error.message !== notAnObject.message || errors.findIndex(({ pointer }) => pointer === error.pointer) === i

/** Lists that were given where an object was read. What valibot hands through unread stays as it is. */
function listsForObjects(given: unknown, read: unknown, pointer: string): FieldProblem[] {
  if (given === read || !isThing(given) || !isThing(read)) return []
  if (Array.isArray(given) && Object.getPrototypeOf(read) === Object.prototype) return [{ pointer, ...notAnObject }]
  return Object.entries(read).flatMap(([key, inner]) =>
    listsForObjects(given[key], inner, `${pointer}/${escaped(key)}`),
  )
}

const isThing = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const escaped = (key: unknown): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1')

type Issue = v.BaseIssue<unknown>

const mostErrors = 100
const mostUnknownKeys = 25

const isUnknownKey = (issue: Issue): boolean => issue.type === 'strict_object' && issue.expected === 'never'

/** valibot names the first unknown key of an object only: each is taken out in turn until the rest is known. */
function withAllUnknownKeys(schema: v.GenericSchema, input: unknown): Issue[] {
  const copy: unknown = JSON.parse(JSON.stringify(input))
  const unknown: Issue[] = []
  while (unknown.length < mostUnknownKeys) {
    const issues: Issue[] = v.safeParse(schema, copy).issues ?? []
    const found = issues.filter(isUnknownKey)
    if (found.length === 0) return [...unknown, ...issues]
    for (const issue of found) {
      const { input: parent, key } = issue.path!.at(-1)! as { input: Record<string, unknown>; key: string }
      delete parent[key]
      unknown.push(issue)
    }
  }
  return unknown
}

const pointerOf = (path: readonly { key: unknown }[]): string => path.map(({ key }) => `/${escaped(key)}`).join('')

const codes: Record<string, string> = {
  min_length: 'TOO_SHORT',
  max_length: 'TOO_LONG',
  min_value: 'TOO_SMALL',
  max_value: 'TOO_LARGE',
  picklist: 'NOT_AN_OPTION',
  literal: 'NOT_AN_OPTION',
  variant: 'NOT_AN_OPTION',
}

function codeOf(issue: Issue): string {
  if (isUnknownKey(issue)) return 'UNKNOWN_KEY'
  if (issue.kind === 'schema' && issue.received === 'undefined') return 'REQUIRED'
  if (issue.type === 'variant' && issue.expected === 'Object') return 'WRONG_TYPE'
  return codes[issue.type] ?? (issue.kind === 'schema' ? 'WRONG_TYPE' : 'INVALID')
}

const wanted: Record<string, string> = {
  string: 'Expected text.',
  number: 'Expected a number.',
  boolean: 'Expected true or false.',
  array: 'Expected a list.',
  object: 'Expected an object.',
  strict_object: 'Expected an object.',
  record: 'Expected an object.',
  variant: 'Expected an object.',
  integer: 'Expected a whole number.',
  safe_integer: 'Expected a whole number.',
  email: 'Expected an e-mail address.',
  url: 'Expected an address such as https://www.example.com.',
  iso_date: 'Expected a date such as 2026-03-29.',
  iso_timestamp: 'Expected an instant such as 2026-03-29T01:30:00Z.',
}

function messageOf(issue: Issue): string {
  const limit = String(issue.requirement)
  const unit = typeof issue.input === 'string' ? 'characters' : 'entries'
  if (isUnknownKey(issue)) return 'This key is not known here.'
  if (codeOf(issue) === 'REQUIRED') return 'This is needed.'
  if (codeOf(issue) === 'NOT_AN_OPTION') return `Expected ${issue.expected?.replace(/^\((.*)\)$/, '$1')}.`
  if (issue.type === 'min_length') return limit === '1' ? 'This may not be empty.' : `Give at least ${limit} ${unit}.`
  if (issue.type === 'max_length') return `Give at most ${limit} ${unit}.`
  if (issue.type === 'min_value') return `Give ${limit} or more.`
  if (issue.type === 'max_value') return `Give ${limit} or less.`
  return wanted[issue.type] ?? 'This is not in the form that is expected.'
}
