import { shapeName } from '../../worker/http/json-schema.ts'
import { openApi, type Parameter } from '../../worker/http/openapi.ts'
import type { AnyRoute } from '../../worker/http/route.ts'
import { routes } from '../../worker/http/routes.ts'
import { sampleOf } from '../../worker/http/sample.ts'

const api = openApi(routes)
const { schemas } = api.components

const operationOf = ({ path, method }: AnyRoute) => api.paths[path]![method.toLowerCase()]!

/** A route's address with ids that are well-formed; `params` puts in others. A write is a dry run. */
export function addressOf(route: AnyRoute, params: Record<string, string> = {}): string {
  const declared = operationOf(route).parameters.filter((one): one is Parameter => 'name' in one)
  const filled = route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const { schema } = declared.find((one) => one.name === name)!
    return encodeURIComponent(params[name] ?? String(sampleOf(schema, { schemas, all: false, key: name })))
  })
  return route.method === 'GET' ? filled : `${filled}?dryRun=true`
}

/** A body that a route's schema accepts, with every key or only what is needed; undefined for a route without one. */
export function bodyOf(route: AnyRoute, { all }: { all: boolean }): unknown {
  const schema = operationOf(route).requestBody?.content['application/json']?.schema
  return schema && sampleOf(schema, { schemas, all, shape: shapeName(route.answer.body) })
}

export const named = (list: readonly AnyRoute[]) => list.map((one) => [`${one.method} ${one.path}`, one] as const)
