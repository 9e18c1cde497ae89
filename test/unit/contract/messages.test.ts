import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { filtersSchema } from '../../../contract/filter.ts'
import { pageQuery } from '../../../contract/page.ts'
import { parseAll } from '../../../contract/parse.ts'
import { instantSchema } from '../../../contract/time.ts'

const messages = (schema: v.GenericSchema, input: unknown): string[] => {
  const parsed = parseAll(schema, input)
  return parsed.ok ? [] : parsed.errors.map(({ pointer, message }) => `${pointer} ${message}`)
}

describe('what a person reads who sent something wrong: it promises', () => {
  it.each(['1000', '-1', 'ten', '1.5', ''])('how many a page may have, to a limit of "%s"', (limit) => {
    expect(messages(v.strictObject(pageQuery), { limit })).toEqual(['/limit Expected a number from 1 to 200.'])
  })

  it.each([
    ['tomorrow', 'Expected an instant such as 2026-03-29T01:30:00Z.'],
    ['2026-03-29', 'Expected an instant such as 2026-03-29T01:30:00Z.'],
    ['2026-02-30T10:00:00Z', 'There is no such date.'],
  ])('one sentence to the instant "%s"', (text, message) => {
    expect(messages(v.strictObject({ at: instantSchema }), { at: text })).toEqual([`/at ${message}`])
  })

  it.each([null, true, [1]])('what a filter may compare with, to %j', (value) => {
    expect(messages(filtersSchema, [{ field: 'loan', op: 'atLeast', value }])).toEqual([
      '/0/value Expected a number, a date such as 2026-03-31, or an amount of money, as the field takes it.',
    ])
  })
})
