import * as v from 'valibot'
import { parseAll } from '../../contract/parse.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { Problem } from '../problem.ts'
import { isUnsafeText, parseJson } from './parse-json.ts'
import type { Bytes } from './read-bytes.ts'
import { type AnyRoute, type Entries, isWrite } from './route.ts'

export interface Input {
  params: Record<string, unknown>
  query: Record<string, unknown>
  body: unknown
}

/**
 * Params, query and body as the declaration wants them. A param that is none is a 404: no such address. Everything
 * wrong with query and body is said at once, in one list: a pointer into the body, or the name of a parameter.
 */
export function readInput(
  route: AnyRoute,
  { request, params, query, bytes }: { request: Request; params: Record<string, string>; query: Query; bytes: Bytes },
): Input {
  const readParams = parseAll(v.strictObject((route.params ?? {}) as Entries), params)
  if (!readParams.ok) throw new Problem('INVALID_ID', { detail: readParams.errors[0]?.message })
  const readQuery = parseAll(v.strictObject((route.query ?? {}) as Entries), query.values)
  const queryErrors = [...query.errors, ...(readQuery.ok ? [] : readQuery.errors.map(named))]
  const readBody = parseAll(route.body ?? noBody, takesBody(route) ? bodyOf(route, request, bytes) : undefined)
  if (!readBody.ok) throw new Problem('INVALID_BODY', { errors: [...queryErrors, ...readBody.errors] })
  if (!readQuery.ok || queryErrors.length > 0) throw new Problem('INVALID_QUERY', { errors: queryErrors })
  return {
    params: readParams.output,
    query: readQuery.output,
    body: route.body === undefined ? undefined : readBody.output,
  }
}

export interface Query {
  values: Record<string, string>
  /** `?dryRun=true` is for every write and therefore in no declaration. */
  dryRun: boolean
  /** `?format=csv` is for every route that declares CSV. */
  format: string | undefined
  seen: Set<string>
  errors: FieldProblem[]
}

/** The query's parameters, each at most once. */
export function readQuery(route: AnyRoute, url: URL): Query {
  const query: Query = { values: {}, dryRun: false, format: undefined, seen: new Set(), errors: [] }
  for (const [name, value] of url.searchParams) {
    const error = takeParameter(query, { name, value, route })
    if (error !== null) query.errors.push({ pointer: name, code: 'INVALID', message: error })
  }
  return query
}

function takeParameter(
  query: Query,
  { name, value, route }: { name: string; value: string; route: AnyRoute },
): string | null {
  if (query.seen.has(name)) return 'Give this parameter once.'
  query.seen.add(name)
  if (isUnsafeText(name) || isUnsafeText(value)) return 'This has a character that cannot be read.'
  if (name === 'format' && route.csv !== undefined) {
    query.format = value
    return value === 'csv' || value === 'json' ? null : 'Expected csv or json.'
  }
  if (name !== 'dryRun' || !isWrite(route)) {
    Object.defineProperty(query.values, name, { value, enumerable: true, configurable: true })
    return null
  }
  query.dryRun = value === 'true'
  return value === 'true' || value === 'false' ? null : 'Expected true or false.'
}

/** Parameters have names, not pointers. */
const named = (error: FieldProblem): FieldProblem => ({ ...error, pointer: error.pointer.slice(1) })

/** A write without a declared body takes none, or an empty object, which many clients cannot help sending. */
const noBody = v.optional(v.strictObject({}))

export const takesBody = ({ method }: AnyRoute): boolean => method !== 'GET'

function bodyOf(route: AnyRoute, request: Request, bytes: Bytes): unknown {
  if (bytes.length === 0 && route.body === undefined) return undefined
  const type = request.headers.get('Content-Type') ?? ''
  if (!/^application\/json *(; *charset="?utf-8"? *)?$/i.test(type.trim()))
    throw new Problem('UNSUPPORTED_MEDIA_TYPE', { detail: 'Send Content-Type: application/json, in UTF-8.' })
  if (!/^(identity)?$/i.test(request.headers.get('Content-Encoding') ?? ''))
    throw new Problem('UNSUPPORTED_MEDIA_TYPE', { detail: 'Send the body without Content-Encoding.' })
  return parseJson(bytes)
}
