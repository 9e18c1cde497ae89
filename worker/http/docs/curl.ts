import type { JsonSchema } from '../json-schema.ts'
import type { Parameter } from '../openapi.ts'
import type { Operation } from '../openapi-operation.ts'
import { sampleOf } from '../sample.ts'
import { jsonText } from './json-text.ts'

export interface Endpoint {
  method: string
  path: string
  operation: Operation
}

/** The request as one would type it: only what is needed, with made-up values. */
export function curlOf(
  { method, path, operation }: Endpoint,
  { origin, schemas }: { origin: string; schemas: Record<string, JsonSchema> },
): string {
  const parameters = operation.parameters.filter((parameter): parameter is Parameter => 'name' in parameter)
  const at = (parameter: Parameter) => String(sampleOf(parameter.schema, { schemas, all: false, key: parameter.name }))
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name) => at(parameters.find((one) => one.name === name)!))
  const search = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map((parameter) => `${parameter.name}=${encodeURIComponent(at(parameter))}`)
  const address = `${origin}${filled}${search.length > 0 ? `?${search.join('&')}` : ''}`
  const body = operation.requestBody?.content['application/json']?.example
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${search.length > 0 ? `'${address}'` : address}`,
    ...(operation.security.length > 0 ? [`-H 'Authorization: Bearer ${keyOf(operation)}'`] : []),
    ...(body === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d '${jsonText(body).replaceAll("'", "'\\''")}'`]),
  ]
  return lines.join(' \\\n  ')
}

const keyOf = ({ security }: Operation): string => (security.every((one) => 'form' in one) ? 'pk_…' : 'bt_live_…')
