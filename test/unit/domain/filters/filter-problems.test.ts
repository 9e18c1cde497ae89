import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { kinds } from '../../../../contract/fields/kinds.ts'
import { type Clause, clauseSchema, filtersSchema } from '../../../../contract/filter.ts'
import { filterProblems } from '../../../../worker/domain/filters/filter-problems.ts'
import { clauseOf, fieldOf } from './sample-clauses.ts'

const fields = kinds.map(({ kind }) => fieldOf(kind))
const pounds = (amount: number) => ({ amount, currency: 'GBP' })

const problems = (...clauses: Clause[]) =>
  filterProblems(clauses, fields, '/filters').map(({ pointer, code }) => `${pointer} ${code}`)

describe('a filter that is saved', () => {
  it.each([
    ['a number', clauseOf('atLeast', -5, 'number')],
    ['an amount', clauseOf('atMost', pounds(100), 'money')],
    ['a range of one day', clauseOf('between', { from: '2026-03-29', to: '2026-03-29' }, 'date')],
    ['a word', clauseOf('contains', 'roof', 'longText')],
    ['an option', clauseOf('oneOf', ['flat'], 'multiChoice')],
    ['all options but one', clauseOf('noneOf', ['flat', 'house'], 'choice')],
    ['a no', clauseOf('is', false, 'yesNo')],
    ['consent', clauseOf('is', true, 'consent')],
    ['places in any case', clauseOf('inArea', ['nw1', 'M'], 'postcode')],
    ['a telephone number that is there', clauseOf('present', undefined, 'phone')],
  ])('promises to take %s', (_, clause) => {
    expect(v.is(clauseSchema, clause)).toBe(true)
    expect(problems(clause)).toEqual([])
  })

  it.each([
    ['a field that the type has not', clauseOf('present', undefined, 'budget'), '/filters/0/field UNKNOWN_FIELD'],
    ['a name that every object knows', clauseOf('present', undefined, 'toString'), '/filters/0/field UNKNOWN_FIELD'],
    ['an order among words', clauseOf('atLeast', 5, 'text'), '/filters/0/op WRONG_OPERATOR'],
    ['words in a number', clauseOf('contains', '5', 'number'), '/filters/0/op WRONG_OPERATOR'],
    ['the beginning of a postcode', clauseOf('startsWith', 'NW1', 'postcode'), '/filters/0/op WRONG_OPERATOR'],
    ['a spelling of a telephone number', clauseOf('equals', '020 7946 0018', 'phone'), '/filters/0/op WRONG_OPERATOR'],
    ['a date for a number', clauseOf('atLeast', '2026-03-29', 'number'), '/filters/0/value WRONG_TYPE'],
    ['a number for money', clauseOf('atLeast', 5, 'money'), '/filters/0/value WRONG_TYPE'],
    ['another currency', clauseOf('atMost', { amount: 5, currency: 'USD' }, 'money'), '/filters/0/value WRONG_TYPE'],
    ['a day that does not exist', clauseOf('atMost', '2026-02-30', 'date'), '/filters/0/value INVALID_DATE'],
    ['a range backwards', clauseOf('between', { from: 3, to: 2.99 }, 'number'), '/filters/0/value EMPTY_RANGE'],
    [
      'a range of days backwards',
      clauseOf('between', { from: '2026-03-30', to: '2026-03-29' }, 'date'),
      '/filters/0/value EMPTY_RANGE',
    ],
    [
      'half a range of another kind',
      clauseOf('between', { from: 1, to: '2026-03-29' }, 'number'),
      '/filters/0/value/to WRONG_TYPE',
    ],
    ['a misspelt option', clauseOf('oneOf', ['flat', 'House'], 'choice'), '/filters/0/value/1 NOT_A_CHOICE'],
    ['every option', clauseOf('noneOf', ['flat', 'house', 'boat'], 'choice'), '/filters/0/value EMPTY_RANGE'],
    ['no consent', clauseOf('is', false, 'consent'), '/filters/0/value NEVER_HOLDS'],
    ['a place that there is not', clauseOf('notInArea', ['NW1', 'ZZ'], 'postcode'), '/filters/0/value/1 UNKNOWN_PLACE'],
  ])('promises to refuse %s, and to say where', (_, clause, found) => {
    expect(problems(clause)).toEqual([found])
  })

  it.each([
    ['the same question twice', clauseOf('atLeast', 1, 'number'), clauseOf('atLeast', 2, 'number'), 'DUPLICATE'],
    ['a least above the most', clauseOf('atLeast', 3, 'number'), clauseOf('atMost', 2, 'number'), 'CONTRADICTION'],
    ['a most below the least', clauseOf('atMost', 2, 'number'), clauseOf('atLeast', 3, 'number'), 'CONTRADICTION'],
    ['nothing and something', clauseOf('absent', undefined, 'text'), clauseOf('equals', 'x', 'text'), 'CONTRADICTION'],
  ])('promises to refuse %s', (_, first, second, code) => {
    expect(problems(first, second)).toEqual([`/filters/1 ${code}`])
  })

  it('promises to take two questions about one field that can both hold', () => {
    expect(problems(clauseOf('atLeast', 2, 'number'), clauseOf('atMost', 2, 'number'))).toEqual([])
    expect(problems(clauseOf('atLeast', 2, 'number'), clauseOf('atLeast', '2026-03-29', 'date'))).toEqual([])
  })

  it('promises to say everything that is wrong at once', () => {
    expect(problems(clauseOf('present', undefined, 'gone'), clauseOf('is', true, 'text'))).toEqual([
      '/filters/0/field UNKNOWN_FIELD',
      '/filters/1/op WRONG_OPERATOR',
    ])
  })

  it('promises that a bound beyond what the field takes today may be asked for', () => {
    const limited = [fieldOf('number', { min: 10, max: 20 })]
    expect(filterProblems([clauseOf('atMost', 5, 'number')], limited, '')).toEqual([])
  })
})

describe('the shape of a filter', () => {
  it.each([
    ['an operator that there is not', { field: 'a', op: 'matches', value: '.*' }],
    ['a value where none belongs', { field: 'a', op: 'present', value: true }],
    ['no value', { field: 'a', op: 'atLeast' }],
    ['a number that is none', { field: 'a', op: 'atLeast', value: Number.NaN }],
    ['half a range', { field: 'a', op: 'between', value: { from: 1 } }],
    ['an empty list', { field: 'a', op: 'oneOf', value: [] }],
    ['an option twice', { field: 'a', op: 'oneOf', value: ['x', 'x'] }],
    ['a word that is empty once trimmed', { field: 'a', op: 'contains', value: '  ' }],
    ['a key that nobody knows', { field: 'a', op: 'is', value: true, not: true }],
  ])('promises to refuse %s', (_, clause) => {
    expect(v.is(clauseSchema, clause)).toBe(false)
  })

  it('promises at most twenty clauses', () => {
    const clause = { field: 'a', op: 'present' }
    expect(v.is(filtersSchema, Array(20).fill(clause))).toBe(true)
    expect(v.is(filtersSchema, Array(21).fill(clause))).toBe(false)
  })
})
