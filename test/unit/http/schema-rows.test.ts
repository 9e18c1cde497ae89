import { describe, expect, it } from 'vitest'
import { schemaRows, typeText } from '../../../worker/http/docs/schema-rows.ts'
import type { JsonSchema } from '../../../worker/http/json-schema.ts'

const text: JsonSchema = { type: 'string' }

describe('typeText', () => {
  it.each<[JsonSchema, string]>([
    [text, 'text'],
    [{ type: 'string', format: 'email' }, 'e-mail address'],
    [{ type: 'string', pattern: '^ptn_[1-9][0-9]{0,8}$' }, 'id (ptn_…)'],
    [{ type: 'array', items: { $ref: '#/components/schemas/Field' } }, 'list of Field'],
    [{ anyOf: [{ $ref: '#/components/schemas/Money' }, { type: 'null' }] }, 'Money or null'],
    [{ enum: ['a', 'b'], type: 'string' }, 'a | b'],
    [{ const: true }, 'true'],
    [{ anyOf: [text, { type: 'number' }] }, 'text or number'],
    [{}, 'anything'],
  ])('promises %j in words: %s', (schema, words) => {
    expect(typeText(schema)).toBe(words)
  })
})

describe('schemaRows', () => {
  const lines = (schema: JsonSchema) =>
    schemaRows(schema).map(
      ({ name, depth, type, required }) => `${'> '.repeat(depth)}${name}${required ? '*' : ''} ${type}`,
    )

  it('promises what is nested under its parent, and a named shape unopened', () => {
    const schema: JsonSchema = {
      type: 'object',
      required: ['a'],
      properties: {
        a: { type: 'object', properties: { b: text } },
        list: { type: 'array', items: { type: 'object', properties: { c: text } } },
        money: { $ref: '#/components/schemas/Money' },
      },
    }
    expect(lines(schema)).toEqual(['a* object', '> b text', 'list list of object', '> c text', 'money Money'])
  })

  it('promises of several shapes what they share once, then what each has of its own', () => {
    const shape = (kind: string, own: Record<string, JsonSchema>): JsonSchema => ({
      type: 'object',
      properties: { kind: { const: kind }, name: text, ...own },
      required: ['kind', 'name'],
    })
    const schema: JsonSchema = { oneOf: [shape('x', {}), shape('y', { size: { type: 'integer' } })] }
    expect(lines(schema)).toEqual(['kind* x | y', 'name* text', 'When kind is y ', 'size integer'])
  })

  it('promises limits in words', () => {
    const schema: JsonSchema = { type: 'object', properties: { a: { ...text, minLength: 1, maxLength: 2000 } } }
    expect(schemaRows(schema)[0]?.limits).toEqual(['1 to 2,000 characters'])
  })
})
