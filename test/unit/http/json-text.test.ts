import { describe, expect, it } from 'vitest'
import { jsonText } from '../../../worker/http/docs/json-text.ts'

describe('jsonText', () => {
  it.each([
    [{}, '{}'],
    [[], '[]'],
    ['a"b', '"a\\"b"'],
    [{ a: [1, null], b: { c: true } }, '{ "a": [1, null], "b": { "c": true } }'],
    [
      { effectivePrice: { amount: 1250, currency: 'GBP' }, placesOfIt: ['NW1'] },
      '{\n  "effectivePrice": {\n    "amount": 1250,\n    "currency": "GBP"\n  },\n  "placesOfIt": ["NW1"]\n}',
    ],
  ])('promises %j laid out as a person would', (value, text) => {
    expect(jsonText(value)).toBe(text)
  })

  it('promises text that is still the same JSON', () => {
    const value = { a: Array.from({ length: 30 }, (_, i) => ({ [`key${i}`]: 'x'.repeat(i) })), b: '\n' }
    expect(JSON.parse(jsonText(value))).toEqual(value)
  })
})
