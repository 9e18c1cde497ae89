import { describe, expect, it } from 'vitest'
import { readQuestion } from '../../../scripts/ask/question.ts'

const get = { method: 'GET', body: null, csv: false }

describe('npm run ask', () => {
  it.each([
    [['/v1/leads'], { ...get, path: '/v1/leads' }],
    [['v1/leads?location=held'], { ...get, path: '/v1/leads?location=held' }],
    [['--csv', '/v1/eligibility'], { ...get, path: '/v1/eligibility', csv: true }],
    [['/v1/simulations', '{}'], { ...get, method: 'POST', path: '/v1/simulations', body: '{}' }],
    [['PATCH', '/v1/broker', '{"a":1}'], { ...get, method: 'PATCH', path: '/v1/broker', body: '{"a":1}' }],
    [['POST', '/v1/partners/ptn_3/pause'], { ...get, method: 'POST', path: '/v1/partners/ptn_3/pause' }],
  ])('promises that %j is understood', (args, question) => {
    expect(readQuestion(args)).toEqual(question)
  })

  it.each([
    [[], /Say what to ask for[\s\S]*npm run ask -s --/],
    [['PATCH'], /Say what to ask for/],
    [['/v1/leads', '{}', 'more'], /Say what to ask for/],
    [['leads'], /leads is no address of the API/],
    [['//elsewhere.example.com/v1/'], /is no address of the API/],
    [['/v1/leads', '{a}'], /This is no JSON: \{a\}/],
  ])('promises to refuse %j with how it is typed', (args, message) => {
    expect(() => readQuestion(args)).toThrow(message)
  })
})
