import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../../../worker/http/json-schema.ts'
import { type OpenApi, openApi, type Parameter } from '../../../worker/http/openapi.ts'
import { operationId } from '../../../worker/http/openapi-operation.ts'
import { isWrite } from '../../../worker/http/route.ts'
import { routes } from '../../../worker/http/routes.ts'
import { objectsIn, schemasIn } from '../../support/schema-walk.ts'

const api = openApi(routes)
const document = JSON.parse(JSON.stringify(api)) as OpenApi
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, method, operation })),
)
const table = operations.map((one) => [one.name, one] as const)
const named = routes.map((one) => [`${one.method} ${one.path}`, one] as const)

const schemas: { schema: JsonSchema; at: string }[] = [
  ...Object.entries(document.components.schemas).flatMap(([name, schema]) => [...schemasIn(schema, name)]),
  ...operations.flatMap(({ name, operation }) => [
    ...Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) => [
      ...schemasIn(schema, `${name} body`),
    ]),
    ...Object.entries(operation.responses).flatMap(([status, { content }]) =>
      Object.values(content).flatMap(({ schema }) => [...schemasIn(schema, `${name} ${status}`)]),
    ),
    ...declared(operation.parameters).flatMap((one) => [...schemasIn(one.schema, `${name} ?${one.name}`)]),
  ]),
]

function declared(parameters: (Parameter | { $ref: string })[]): Parameter[] {
  return parameters.filter((one): one is Parameter => 'name' in one)
}

describe('the OpenAPI document', () => {
  it('promises to be JSON all through', () => {
    expect(document).toEqual(api)
  })

  it('promises an operation for every declared route and no other', () => {
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(routes.map(operationId).sort())
  })

  it.each([
    ['post /v1/webhooks/{webhookId}/replay', ['to'], 'Messages made until'],
    ['post /v1/webhooks', ['active'], 'Whether messages are sent'],
    ['post /v1/simulations', ['proposal', 'leadTypes', 'changes', 'description'], 'What a partner reads'],
  ])('promises that %s means its own %j', (name, path, note) => {
    const { schema } = operations.find((one) => one.name === name)!.operation.requestBody!.content['application/json']!
    const at = path.reduce((inner, key) => (inner.items ?? inner).properties![key]!, schema)
    expect(at.description).toContain(note)
    expect(JSON.stringify(document)).not.toContain('x-shape')
  })

  it('promises operation ids that are unique and can be names of functions', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]*$/)
  })

  it('promises that every reference leads somewhere', () => {
    const references = [...objectsIn(document)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []))
    expect(references.length).toBeGreaterThan(10)
    for (const reference of references) {
      const parts = reference.replace(/^#\//, '').split('/')
      const target = parts.reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], document)
      expect(target, reference).toBeDefined()
    }
  })

  it.each(table)('promises that %s declares every param of its path, and each parameter once', (_name, one) => {
    const parameters = declared(one.operation.parameters)
    const inPath = parameters.filter((parameter) => parameter.in === 'path')
    expect(inPath.map(({ name }) => name).sort()).toEqual([...one.path.matchAll(/\{(\w+)\}/g)].map(([, p]) => p).sort())
    for (const parameter of inPath) expect(parameter.required).toBe(true)
    expect(new Set(parameters.map((parameter) => `${parameter.in} ${parameter.name}`)).size).toBe(parameters.length)
  })

  it.each(table)('promises that %s has a known tag and known keys', (_name, { operation }) => {
    const tags = document.tags.map(({ name }) => name)
    for (const tag of operation.tags) expect(tags).toContain(tag)
    for (const kind of operation.security.flatMap(Object.keys))
      expect(document.components.securitySchemes).toHaveProperty(kind)
  })

  it.each(table)('promises that %s tells its good answer and its refusals', (_name, { operation, method }) => {
    const statuses = Object.keys(operation.responses)
    expect(statuses.some((status) => status.startsWith('2'))).toBe(true)
    expect(statuses).toContain('500')
    if (operation.security.length > 0) expect(statuses).toEqual(expect.arrayContaining(['401', '403']))
    if (method !== 'get') expect(statuses).toEqual(expect.arrayContaining(['400', '413', '415', '422']))
    for (const [status, { description, content }] of Object.entries(operation.responses)) {
      expect(description).not.toBe('')
      const [first, ...others] = Object.keys(content)
      expect(first).toBe(status < '400' ? 'application/json' : 'application/problem+json')
      expect(status < '400' ? ['text/csv'] : []).toEqual(expect.arrayContaining(others))
    }
  })

  it.each(named)('promises dryRun and Idempotency-Key of %s if it changes something', (_name, route) => {
    const { parameters, responses } = document.paths[route.path]![route.method.toLowerCase()]!
    const common = parameters.flatMap((one) => ('$ref' in one ? [one.$ref.split('/').at(-1)] : []))
    const told = JSON.stringify(responses)
    expect(common).toEqual(isWrite(route) ? ['DryRun', 'IdempotencyKey'] : [])
    for (const word of ['IDEMPOTENCY_MISMATCH', 'schemas/DryRun']) expect(told.includes(word)).toBe(isWrite(route))
  })

  it('promises schemas that make sense', () => {
    const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null', undefined]
    for (const { schema, at } of schemas) {
      expect(types, at).toContain(schema.type)
      for (const name of schema.required ?? []) expect(Object.keys(schema.properties ?? {}), at).toContain(name)
      if (schema.enum !== undefined) expect(schema.enum.length, at).toBeGreaterThan(0)
      if (schema.pattern !== undefined) expect(() => new RegExp(schema.pattern!, 'u'), at).not.toThrow()
      if (schema.type === 'array') expect(schema.items, at).toBeDefined()
      if (schema.properties !== undefined) expect(schema.additionalProperties, at).toBe(false)
    }
  })

  it('promises a note on every key and parameter (worker/http/field-notes.ts)', () => {
    const keys = schemas.flatMap(({ schema, at }) =>
      Object.entries(schema.properties ?? {}).map(([key, inner]) => ({
        key,
        at,
        isNoted: inner.description !== undefined,
      })),
    )
    const parameters = operations.flatMap(({ name, operation }) =>
      declared(operation.parameters).map((one) => ({
        key: one.name,
        at: name,
        isNoted: one.description !== undefined,
      })),
    )
    const missing = [...keys, ...parameters].filter(({ isNoted }) => !isNoted)
    expect([...new Set(missing.map(({ key, at }) => `${key} (${at})`))]).toEqual([])
  })
})
