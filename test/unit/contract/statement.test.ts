import { expect, it } from 'vitest'
import { parseAll } from '../../../contract/parse.ts'
import { monthSchema } from '../../../contract/statement.ts'

it.each([
  ['1999-01', 'Statements are of months from 2000-01 to 2099-12.'],
  ['2100-01', 'Statements are of months from 2000-01 to 2099-12.'],
  ['2026-13', 'Expected a month such as 2026-10.'],
  ['2026-1', 'Expected a month such as 2026-10.'],
  ['October', 'Expected a month such as 2026-10.'],
])('promises of the month %s one complaint: %s', (text, message) => {
  const parsed = parseAll(monthSchema, text)
  expect(parsed.ok ? [] : parsed.errors.map((error) => error.message)).toEqual([message])
})

it('promises the first and the last month that there can be', () => {
  expect(['2000-01', '2099-12'].map((text) => parseAll(monthSchema, text))).toEqual([
    { ok: true, output: 200001 },
    { ok: true, output: 209912 },
  ])
})
