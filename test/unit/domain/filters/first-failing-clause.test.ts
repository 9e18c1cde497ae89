import { describe, expect, it } from 'vitest'
import { clauseText } from '../../../../worker/domain/filters/clause-text.ts'
import { firstFailingClause } from '../../../../worker/domain/filters/first-failing-clause.ts'
import { clauseOf, fieldOf } from './sample-clauses.ts'

const fields = [
  fieldOf('number'),
  fieldOf('money'),
  fieldOf('date'),
  fieldOf('choice'),
  fieldOf('multiChoice'),
  fieldOf('yesNo'),
  fieldOf('text'),
  fieldOf('email'),
  fieldOf('postcode'),
]

describe('the first clause that fails', () => {
  it('promises that a setup without filters wants every lead', () => {
    expect(firstFailingClause([], { fields, values: {} })).toBeNull()
  })

  it('promises that all clauses must hold, and that the first that does not is the reason', () => {
    const clauses = [clauseOf('atLeast', 1, 'number'), clauseOf('atMost', 3, 'number'), clauseOf('is', true, 'yesNo')]
    expect(firstFailingClause(clauses, { fields, values: { number: 2, yesNo: true } })).toBeNull()
    expect(firstFailingClause(clauses, { fields, values: { number: 4, yesNo: false } })).toEqual({
      clause: clauses[1],
      actual: 4,
    })
    expect(firstFailingClause(clauses, { fields, values: { number: 2 } })).toEqual({ clause: clauses[2], actual: null })
  })

  it.each([
    ['a number as it is', clauseOf('atLeast', 9, 'number'), 4, 4],
    [
      'an amount in words',
      clauseOf('atLeast', { amount: 9, currency: 'GBP' }, 'money'),
      { amount: 5, currency: 'GBP' },
      '£0.05',
    ],
    ['a date in words', clauseOf('atLeast', '2027-01-01', 'date'), '2026-03-29', '29 March 2026'],
    ['what was chosen', clauseOf('oneOf', ['house'], 'choice'), 'flat', 'Flat'],
    ['all that was chosen', clauseOf('oneOf', ['boat'], 'multiChoice'), ['flat', 'house'], 'Flat, House'],
    ['a no', clauseOf('is', true, 'yesNo'), false, false],
    ['the outward half of a postcode', clauseOf('inArea', ['M'], 'postcode'), 'NW1 6XE', 'NW1'],
    ['nothing that a person wrote', clauseOf('contains', 'roof', 'text'), 'I am Ada Byron', '•••'],
    ['nothing of how to reach them', clauseOf('equals', 'x@example.com', 'email'), 'ada@example.com', '•••'],
    ['nothing that makes no sense any more', clauseOf('atLeast', '2027-01-01', 'date'), 'soon', '•••'],
  ])('promises that the reason tells %s', (_, clause, value, actual) => {
    expect(firstFailingClause([clause], { fields, values: { [clause.field]: value } })).toEqual({ clause, actual })
  })

  it('promises that a clause on a field which the type lost keeps leads away, and that absent does not', () => {
    const lost = { fields: [], values: { gone: 'still in an old lead' } }
    expect(firstFailingClause([clauseOf('present', undefined, 'gone')], lost)).toMatchObject({ actual: null })
    expect(firstFailingClause([clauseOf('absent', undefined, 'gone')], lost)).toBeNull()
  })

  it('promises that a field which became another kind keeps leads away instead of being misread', () => {
    const changed = { fields: [fieldOf('text', { name: 'size' })], values: { size: '2026-03-29' } }
    expect(firstFailingClause([clauseOf('atLeast', '2026-01-01', 'size')], changed)).not.toBeNull()
  })
})

describe('a clause in words', () => {
  it.each([
    [clauseOf('atLeast', 5000, 'amount'), 'amount at least 5,000'],
    [clauseOf('atMost', 0.25, 'share'), 'share at most 0.25'],
    [clauseOf('atLeast', { amount: 500_000, currency: 'GBP' }, 'loan'), 'loan at least £5,000.00'],
    [
      clauseOf('between', { from: '2026-03-29', to: '2026-04-01' }, 'move'),
      'move between 29 March 2026 and 1 April 2026',
    ],
    [clauseOf('oneOf', ['flat', 'house'], 'home'), 'home one of flat, house'],
    [clauseOf('noneOf', ['house'], 'home'), 'home none of house'],
    [clauseOf('equals', 'Yes', 'reply'), 'reply is “Yes”'],
    [clauseOf('contains', 'roof', 'details'), 'details contains “roof”'],
    [clauseOf('startsWith', 'A', 'code'), 'code starts with “A”'],
    [clauseOf('is', true, 'owner'), 'owner is yes'],
    [clauseOf('is', false, 'owner'), 'owner is no'],
    [clauseOf('inArea', ['nw1', 'M'], 'postcode'), 'postcode in NW1, M'],
    [clauseOf('notInArea', ['BT'], 'postcode'), 'postcode not in BT'],
    [clauseOf('present', undefined, 'phone2'), 'phone2 is given'],
    [clauseOf('absent', undefined, 'phone2'), 'phone2 is not given'],
  ])('promises that %j reads “%s”', (clause, text) => {
    expect(clauseText(clause)).toBe(text)
  })

  it('promises the label instead of the name to whoever has it', () => {
    expect(clauseText(clauseOf('is', true, 'owner'), { label: 'Do you own it?' })).toBe('Do you own it? is yes')
    const options = [
      { value: 'few', label: 'One to three' },
      { value: 'many', label: 'More' },
    ]
    const field = { name: 'windows', kind: 'choice', label: 'Windows', required: false, options }
    const clause = clauseOf('oneOf', ['few', 'gone'], 'windows')
    expect(clauseText(clause, { field })).toBe('windows one of One to three, gone')
  })
})
