import { noteOn } from './field-notes.ts'
import type { JsonSchema } from './json-schema.ts'

/**
 * Puts to every key what it means, where its schema does not say so itself. The shape tells homonyms apart: its own, or that
 * of what is around it.
 */
export function annotate(schema: JsonSchema, around: string | undefined): JsonSchema {
  const { properties, items, anyOf, oneOf, 'x-shape': shape = around, ...rest } = schema
  const inside = (inner: JsonSchema) => annotate(inner, shape)
  return {
    ...rest,
    ...(properties !== undefined && { properties: annotateAll(properties, shape) }),
    ...(items !== undefined && { items: inside(items) }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(inside) }),
    ...(oneOf !== undefined && { oneOf: oneOf.map(inside) }),
  }
}

const annotateAll = (properties: Record<string, JsonSchema>, shape: string | undefined): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(properties).map(([key, inner]) => {
      const note = noteOn(key, shape)
      return [key, { ...(note !== undefined && { description: note }), ...annotate(inner, shape) }]
    }),
  )
