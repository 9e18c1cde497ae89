import { describe, expect, it } from 'vitest'
import { kinds } from '../../../../contract/fields/kinds.ts'
import { offerAnswers } from '../../../../worker/domain/delivery/offer-answers.ts'
import { fieldOf } from '../../contract/fields/sample-fields.ts'

const options = [
  { value: 'flat', label: 'A flat' },
  { value: 'house', label: 'A house' },
]
const field = (kind: string, more = {}) => ({ name: 'x', label: 'X', required: false, kind, ...more })

describe('of a lead’s answers an offer promises to tell', () => {
  it.each([
    ['a choice, in the broker’s words', field('choice', { options }), 'flat', 'A flat'],
    ['several choices', field('multiChoice', { options }), ['flat', 'house'], 'A flat, A house'],
    ['a yes or no', field('yesNo'), false, 'No'],
    ['an amount', field('money', { currency: 'GBP' }), { amount: 250_000, currency: 'GBP' }, '£2,500.00'],
  ])('%s', (_what, of, value, text) => {
    expect(offerAnswers([of], { x: value })).toEqual([{ name: 'x', label: 'X', text }])
  })

  it.each([
    ['a choice that was typed when the field was a text', field('choice', { options }), 'Ada Person, 1 High Street'],
    ['several of which one was typed', field('multiChoice', { options }), ['flat', 'Ada Person']],
    ['an amount that is none', field('money', { currency: 'GBP' }), '020 7946 0001'],
    ['a yes or no that is none', field('yesNo'), 'Ada'],
  ])('and never %s', (_what, of, value) => {
    expect(offerAnswers([of], { x: value })).toEqual([])
  })

  it('and of all kinds of fields these four only', () => {
    const told = kinds.filter((kind) => {
      const of = fieldOf(kind.kind)
      return offerAnswers([of], { it: kind.example(of as never) }).length > 0
    })
    expect(told.map(({ kind }) => kind)).toEqual(['money', 'choice', 'multiChoice', 'yesNo'])
  })
})
