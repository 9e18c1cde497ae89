import { describe, expect, it } from 'vitest'
import type { Field } from '../../../../contract/fields/field.ts'
import type { KindName } from '../../../../contract/fields/kinds.ts'
import type { Clause } from '../../../../contract/filter.ts'
import { firstFailingClause } from '../../../../worker/domain/filters/first-failing-clause.ts'
import { operators } from '../../../../worker/domain/filters/operators.ts'
import { clauseOf, fieldOf } from './sample-clauses.ts'

const pounds = (amount: number) => ({ amount, currency: 'GBP' })
const agreed = { granted: true, version: 'v1' }

/** An operator, a kind, what is wanted, and what leads have that passes and that does not. */
type Row = [op: Clause['op'], kind: KindName, value: unknown, passes: unknown[], fails: unknown[]]

const ordered: Row[] = [
  ['atLeast', 'number', 5000, [5000, 5000.01], [4999.99, -5000, 0]],
  ['atLeast', 'number', 0, [0, 1], [-0.01]],
  ['atLeast', 'money', pounds(500_000), [pounds(500_000), pounds(500_001)], [pounds(499_999), pounds(0)]],
  ['atLeast', 'date', '2026-03-29', ['2026-03-29', '2026-03-30', '2027-01-01'], ['2026-03-28', '2025-12-31']],
  ['atMost', 'number', 5000, [5000, 4999.99, -1], [5000.01]],
  ['atMost', 'money', pounds(500_000), [pounds(500_000), pounds(0)], [pounds(500_001)]],
  ['atMost', 'date', '2026-03-29', ['2026-03-29', '2026-03-28'], ['2026-03-30']],
  ['between', 'number', { from: 1, to: 3 }, [1, 2.5, 3], [0.99, 3.01]],
  ['between', 'number', { from: 2, to: 2 }, [2], [1.99, 2.01]],
  ['between', 'money', { from: pounds(100), to: pounds(300) }, [pounds(100), pounds(300)], [pounds(99), pounds(301)]],
  [
    'between',
    'date',
    { from: '2026-02-28', to: '2026-03-01' },
    ['2026-02-28', '2026-03-01'],
    ['2026-02-27', '2026-03-02'],
  ],
]

const words: Row[] = (['text', 'longText', 'email'] as const).flatMap((kind): Row[] => [
  ['equals', kind, 'Ada@Example.com', ['ada@example.com', ' ADA@EXAMPLE.COM '], ['ada@example.co', 'xada@example.com']],
  ['contains', kind, '@Example', ['ada@example.com', '@EXAMPLE'], ['ada at example', 'example@', '']],
  ['startsWith', kind, 'ADA', ['ada@example.com', 'Ada'], ['dada@example.com', 'ad', '']],
])

const choices: Row[] = [
  ['oneOf', 'choice', ['flat', 'house'], ['flat', 'house'], ['boat', 'Flat', '']],
  ['oneOf', 'multiChoice', ['flat'], [['flat'], ['house', 'flat']], [['house'], []]],
  ['noneOf', 'choice', ['house'], ['flat', 'boat'], ['house']],
  ['noneOf', 'multiChoice', ['house', 'boat'], [['flat']], [['flat', 'house'], ['boat'], []]],
]

const others: Row[] = [
  ['is', 'yesNo', true, [true], [false, 'true', 1]],
  ['is', 'yesNo', false, [false], [true, 0, '']],
  ['is', 'consent', true, [agreed], [{ granted: false, version: 'v1' }]],
  ['inArea', 'postcode', ['NW1', 'M'], ['NW1 6XE', 'NW1', 'M1 1AE'], ['NW10 1AA', 'SW1A 1AA', 'nowhere']],
  ['inArea', 'postcode', ['EC1'], ['EC1A 1BB', 'EC1'], ['EC2A 1BB', 'E1 1AA']],
  ['notInArea', 'postcode', ['NW1', 'M'], ['NW10 1AA', 'SW1A 1AA'], ['NW1 6XE', 'M1', 'nowhere']],
]

const given: Record<KindName, unknown> = {
  text: 'words',
  longText: 'words',
  number: 0,
  money: pounds(0),
  date: '2026-03-29',
  choice: 'flat',
  multiChoice: ['flat'],
  yesNo: false,
  email: 'ada@example.com',
  phone: '020 7946 0018',
  postcode: 'NW1',
  consent: agreed,
}
const presence = Object.entries(given).flatMap(([kind, value]): Row[] => [
  ['present', kind as KindName, undefined, [value], [undefined]],
  ['absent', kind as KindName, undefined, [undefined], [value]],
])

const rows = [...ordered, ...words, ...choices, ...others, ...presence]

const holds = (row: Row, actual: unknown, field: Field = fieldOf(row[1])): boolean =>
  firstFailingClause([clauseOf(row[0], row[2], field.name)], { fields: [field], values: { [field.name]: actual } }) ===
  null

describe('every operator (D1.21)', () => {
  it.each(rows)('promises that %s of a %s field, %j, is passed by %j and not by %j', (...row) => {
    expect(row[3].filter((actual) => !holds(row, actual))).toEqual([])
    expect(row[4].filter((actual) => holds(row, actual))).toEqual([])
  })

  it.each(rows)('promises that %s of a %s field, %j, fails where there is nothing, unless it is absent', (...row) => {
    expect(holds(row, undefined)).toBe(row[0] === 'absent')
  })

  it.each(rows.filter(([op]) => op !== 'present' && op !== 'absent'))(
    'promises that %s of a %s field, %j, says no to what it cannot compare, and never throws',
    (...row) => {
      const strange = [null, {}, [[]], { amount: 'x' }, { amount: 1, currency: 'USD' }, Number.NaN, () => 1]
      expect(strange.filter((actual) => holds(row, actual))).toEqual([])
    },
  )

  it('promises to be in this table for every kind of field that it applies to', () => {
    const tried = new Set(rows.map(([op, kind]) => `${op} ${kind}`))
    const all = Object.values(operators).flatMap(({ op, kinds }) => kinds.map((kind: KindName) => `${op} ${kind}`))
    expect([...tried].sort()).toEqual(all.sort())
  })

  it.each(Object.entries(operators))('promises that %s is listed under its own name', (name, { op }) => {
    expect(op).toBe(name)
  })

  it('promises that money of another currency is never enough', () => {
    const dollars = { amount: 9_999_999, currency: 'USD' }
    expect(holds(['atLeast', 'money', pounds(1), [], []], dollars)).toBe(false)
    expect(holds(['atMost', 'money', pounds(1), [], []], { amount: 0, currency: 'USD' })).toBe(false)
  })
})
