import { shapeName } from '../../worker/http/json-schema.ts'
import { openApi, type Parameter } from '../../worker/http/openapi.ts'
import { type AnyRoute, isWrite } from '../../worker/http/route.ts'
import { routes } from '../../worker/http/routes.ts'
import { sampleOf } from '../../worker/http/sample.ts'

const api = openApi(routes)
const { schemas } = api.components

const operationOf = ({ path, method }: AnyRoute) => api.paths[path]![method.toLowerCase()]!

/**
 * A route's address with all that it needs; `params` puts in other ids, `query` other parameters. A write is a dry run
 * unless told.
 */
export function addressOf(
  route: AnyRoute,
  params: Record<string, string> = {},
  { query = {}, dryRun = true }: { query?: Record<string, string>; dryRun?: boolean } = {},
): string {
  const declared = operationOf(route).parameters.filter((one): one is Parameter => 'name' in one)
  const example = ({ name, schema }: Parameter) => String(sampleOf(schema, { schemas, all: false, key: name }))
  const filled = route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(params[name] ?? example(declared.find((one) => one.name === name)!)),
  )
  const needed = declared.filter((one) => one.in === 'query' && one.required).map((one) => [one.name, example(one)])
  const search = new URLSearchParams({
    ...Object.fromEntries(needed),
    ...query,
    ...(dryRun && isWrite(route) && { dryRun: 'true' }),
  })
  return search.size === 0 ? filled : `${filled}?${search}`
}

/** A body that a route's schema accepts, with every key or only what is needed; undefined for a route without one. */
export function bodyOf(route: AnyRoute, { all }: { all: boolean }): unknown {
  const schema = operationOf(route).requestBody?.content['application/json']?.schema
  return schema && sampleOf(schema, { schemas, all, shape: shapeName(route.answer.body) })
}

export const named = (list: readonly AnyRoute[]) => list.map((one) => [`${one.method} ${one.path}`, one] as const)
