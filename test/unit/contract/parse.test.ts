import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { parseAll } from '../../../contract/parse.ts'

const schema = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(5)),
  size: v.optional(v.pipe(v.number(), v.integer(), v.maxValue(9))),
  tags: v.optional(v.array(v.string())),
  kind: v.optional(v.picklist(['a', 'b'])),
  'a/b~c': v.optional(v.boolean()),
  inner: v.optional(v.strictObject({ on: v.boolean() })),
  anything: v.optional(v.record(v.string(), v.unknown())),
  rows: v.optional(v.array(v.strictObject({ note: v.optional(v.string()) }))),
  shape: v.optional(
    v.variant('as', [v.strictObject({ as: v.literal('x') }), v.strictObject({ as: v.literal('y'), n: v.number() })]),
  ),
})

describe('parseAll', () => {
  const cases: [string, unknown, [pointer: string, code: string][]][] = [
    ['no object at all', 'x', [['', 'WRONG_TYPE']]],
    ['null', null, [['', 'WRONG_TYPE']]],
    ['a missing key', {}, [['/name', 'REQUIRED']]],
    ['an empty text', { name: '' }, [['/name', 'TOO_SHORT']]],
    ['an overlong text', { name: 'abcdef' }, [['/name', 'TOO_LONG']]],
    ['a wrong type', { name: 7 }, [['/name', 'WRONG_TYPE']]],
    ['a fraction', { name: 'x', size: 1.5 }, [['/size', 'INVALID']]],
    ['a number too large', { name: 'x', size: 10 }, [['/size', 'TOO_LARGE']]],
    ['an option that is none', { name: 'x', kind: 'c' }, [['/kind', 'NOT_AN_OPTION']]],
    ['a variant without its key', { name: 'x', shape: {} }, [['/shape/as', 'REQUIRED']]],
    ['a variant that is none', { name: 'x', shape: { as: 'z' } }, [['/shape/as', 'NOT_AN_OPTION']]],
    ['a list entry', { name: 'x', tags: ['a', 1] }, [['/tags/1', 'WRONG_TYPE']]],
    ['a key with / and ~', { name: 'x', 'a/b~c': 1 }, [['/a~1b~0c', 'WRONG_TYPE']]],
    ['a list in place of an object', { name: 'x', anything: [] }, [['/anything', 'WRONG_TYPE']]],
    ['a list in place of an object in a list', { name: 'x', rows: [{}, []] }, [['/rows/1', 'WRONG_TYPE']]],
    ['a list in place of an object that needs keys', { name: 'x', inner: [] }, [['/inner', 'WRONG_TYPE']]],
    ['a full list in place of an object', { name: 'x', inner: [1, 2] }, [['/inner', 'WRONG_TYPE']]],
    ['a list in place of a variant', { name: 'x', shape: [] }, [['/shape', 'WRONG_TYPE']]],
    [
      'several unknown keys beside other faults',
      { name: 7, foo: 1, bar: { x: 1 }, inner: { on: true, off: 1, out: 2 } },
      [
        ['/inner/off', 'UNKNOWN_KEY'],
        ['/foo', 'UNKNOWN_KEY'],
        ['/inner/out', 'UNKNOWN_KEY'],
        ['/bar', 'UNKNOWN_KEY'],
        ['/name', 'WRONG_TYPE'],
      ],
    ],
    ['names of Object.prototype', { name: 'x', toString: 1 }, [['/toString', 'UNKNOWN_KEY']]],
    ['__proto__', JSON.parse('{"name":"x","__proto__":{"on":true}}'), [['/__proto__', 'UNKNOWN_KEY']]],
  ]

  it.each(cases)('promises to point at %s', (_title, input, expected) => {
    const parsed = parseAll(schema, input)
    expect(parsed.ok).toBe(false)
    if (parsed.ok) return
    expect(parsed.errors.map(({ pointer, code }) => [pointer, code]).sort()).toEqual([...expected].sort())
    for (const { message } of parsed.errors) expect(message).toMatch(/^[A-Z].*\.$/)
  })

  it('promises the output of a good value', () => {
    expect(parseAll(schema, { name: 'x' })).toEqual({ ok: true, output: { name: 'x' } })
  })

  it('promises to hand through what it does not read, however deep it is', () => {
    const anything = { list: [[]], deep: JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown }
    const parsed = parseAll(schema, { name: 'x', anything })
    expect(parsed.ok && parsed.output.anything?.deep === anything.deep).toBe(true)
  })

  it('promises to leave what it reads as it was', () => {
    const input = { name: 'x', foo: 1 }
    parseAll(schema, input)
    expect(input).toEqual({ name: 'x', foo: 1 })
  })

  it('promises a bounded list of errors, whatever is sent', () => {
    const input = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]))
    const parsed = parseAll(schema, { ...input, tags: Array.from({ length: 5000 }, () => 1) })
    expect(!parsed.ok && parsed.errors.length).toBeLessThanOrEqual(100)
  })

  it('promises to put a base before every pointer', () => {
    const parsed = parseAll(schema, {}, '/fields')
    expect(!parsed.ok && parsed.errors[0]?.pointer).toBe('/fields/name')
  })
})
