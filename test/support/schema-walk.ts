import type { JsonSchema } from '../../worker/http/json-schema.ts'

/** Every schema inside a value, with the JSON pointer that leads to it: whatever sits under a key named so. */
export function* schemasIn(schema: JsonSchema, at: string): Generator<{ schema: JsonSchema; at: string }> {
  yield { schema, at }
  for (const [name, inner] of Object.entries(schema.properties ?? {})) yield* schemasIn(inner, `${at}.${name}`)
  if (schema.items !== undefined) yield* schemasIn(schema.items, `${at}[]`)
  if (typeof schema.additionalProperties === 'object') yield* schemasIn(schema.additionalProperties, `${at}.*`)
  if (schema.propertyNames !== undefined) yield* schemasIn(schema.propertyNames, `${at}.(name)`)
  for (const [i, inner] of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].entries())
    yield* schemasIn(inner, `${at}|${i}`)
}

/** Every object in a JSON value, however deep. */
export function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Record<string, unknown>
  for (const inner of Object.values(value)) yield* objectsIn(inner)
}
