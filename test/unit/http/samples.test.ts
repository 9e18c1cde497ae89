import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { curlOf } from '../../../worker/http/docs/curl.ts'
import { type JsonSchema, shapeName } from '../../../worker/http/json-schema.ts'
import { openApi } from '../../../worker/http/openapi.ts'
import { routes } from '../../../worker/http/routes.ts'
import { sampleOf } from '../../../worker/http/sample.ts'

const api = openApi(routes)
const { schemas } = api.components
const table = routes.map((route) => {
  const operation = api.paths[route.path]![route.method.toLowerCase()]!
  return [`${route.method} ${route.path}`, { route, operation }] as const
})
const inJson = (content: Record<string, { schema: JsonSchema }> | undefined) => content?.['application/json']?.schema

function expectAccepted(schema: v.GenericSchema, value: unknown): void {
  const parsed = v.safeParse(schema, value)
  const faults = parsed.issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)
  expect(faults, JSON.stringify(value)).toBeUndefined()
}

describe('the examples of the reference', () => {
  it.each(table)('promises that %s accepts the body that is shown', (_name, { route, operation }) => {
    const body = inJson(operation.requestBody?.content)
    if (body === undefined) return
    for (const all of [false, true])
      expectAccepted(route.body, sampleOf(body, { schemas, all, shape: shapeName(route.answer.body) }))
  })

  it.each(table)('promises that %s could give the answer that is shown', (_name, { route, operation }) => {
    const schema = inJson(operation.responses[route.answer.status]!.content)!
    expectAccepted(route.answer.body, sampleOf(schema.oneOf?.[0] ?? schema, { schemas, all: true }))
  })

  it.each(table)('promises that %s reads the address that is shown', (_name, { route, operation }) => {
    const endpoint = { method: route.method, path: route.path, operation }
    const [address] = /https:\S+/.exec(curlOf(endpoint, { origin: 'https://baton.example.com', schemas }))!
    const pattern = new RegExp(`^${route.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
    const found = pattern.exec(new URL(address.replace(/'$/, '')).pathname)
    expect(found).not.toBeNull()
    expectAccepted(v.strictObject(route.params ?? {}), { ...found!.groups })
  })
})
