import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerRuleSchema } from '../../../../contract/answer-rule.ts'
import { parseAll } from '../../../../contract/parse.ts'
import { notePrice } from '../../../../worker/delivery/answers/price-note.ts'
import { readAnswer } from '../../../../worker/delivery/answers/read-answer.ts'
import { ruleProblems } from '../../../../worker/delivery/answers/rule-problems.ts'
import { statedPrice } from '../../../../worker/delivery/answers/stated-price.ts'
import { anAnswer, aRule, readBy } from '../../../support/answer.ts'

const contains = (text: string) => ({ kind: 'contains', text })
const matches = (pattern: string) => ({ kind: 'matches', pattern })
const pointer = (at: string, ...oneOf: string[]) => ({
  kind: 'pointer',
  pointer: at,
  ...(oneOf.length > 0 && { oneOf }),
})
const element = (path: string, ...oneOf: string[]) => ({ kind: 'element', path, ...(oneOf.length > 0 && { oneOf }) })

describe('a success rule promises that everything in it must hold:', () => {
  const cases: [string, object[], unknown, string][] = [
    ['text, in any capitals', [contains('ACCEPTED')], 'lead accepted', 'accepted'],
    ['text that is not there', [contains('accepted')], 'lead refused', 'rejected'],
    ['text that must not be there', [{ kind: 'notContains', text: 'error' }], 'Error 7', 'rejected'],
    ['text that must not be there and is not', [{ kind: 'notContains', text: 'error' }], 'fine', 'accepted'],
    ['two conditions, both', [contains('a'), contains('b')], 'ab', 'accepted'],
    ['two conditions, one', [contains('a'), contains('b')], 'a', 'rejected'],
    ['a pattern', [matches('(?i)^ok \\d+$')], 'OK 12', 'accepted'],
    ['a pattern that does not match', [matches('^OK$')], 'NOK', 'rejected'],
    ['a pointer', [pointer('/result/code', '1', '2')], { result: { code: 2 } }, 'accepted'],
    ['a pointer to another value', [pointer('/result/code', '1')], { result: { code: 3 } }, 'rejected'],
    ['a pointer to nothing', [pointer('/result/code', '1')], { result: null }, 'rejected'],
    ['a pointer to something', [pointer('/id')], { id: 7 }, 'accepted'],
    ['a pointer to an empty text', [pointer('/id')], { id: '' }, 'rejected'],
    ['a flag', [pointer('/ok', 'true')], { ok: true }, 'accepted'],
    ['a pointer with its escapes', [pointer('/a~1b/~0c', 'x')], { 'a/b': { '~c': 'x' } }, 'accepted'],
    ['a pointer into a list', [pointer('/leads/0/status', 'sold')], { leads: [{ status: 'Sold ' }] }, 'accepted'],
    ['what every object inherits', [pointer('/constructor')], {}, 'rejected'],
    ['no such pointer', [{ kind: 'noPointer', pointer: '/error', oneOf: null }], { error: null }, 'accepted'],
    ['no such pointer, and there is', [{ kind: 'noPointer', pointer: '/error' }], { error: 'x' }, 'rejected'],
    ['no such value', [{ kind: 'noPointer', pointer: '/s', oneOf: ['bad'] }], { s: 'good' }, 'accepted'],
    ['an element', [element('//Status', 'ok')], '<r><Status>OK</Status></r>', 'accepted'],
    ['an attribute', [element('/r/@ok', '1')], '<r ok="1"/>', 'accepted'],
    ['another element', [element('/r/status', 'ok')], '<r><status>no</status></r>', 'rejected'],
    ['no such element', [{ kind: 'noElement', path: '//error' }], '<r><error/></r>', 'accepted'],
    ['a status among others', [{ kind: 'status', in: [200, { from: 202, to: 203 }] }], 'x', 'accepted'],
    // What cannot be read says nothing: not accepted, not refused.
    ['XML where JSON is looked into', [pointer('/id')], '<r/>', 'unknown'],
    ['JSON where XML is looked into', [element('//id')], '{}', 'unknown'],
    ['broken XML', [element('//id')], '<r><id>7</r>', 'unknown'],
    ['a DOCTYPE', [element('//id')], '<!DOCTYPE r><r><id>7</id></r>', 'unknown'],
    ['nothing at all', [pointer('/id')], '', 'unknown'],
    [
      'an element that must not be there, in what is no XML',
      [{ kind: 'noElement', path: '//error' }],
      'oops',
      'unknown',
    ],
    ['what cannot be read, beside what does not hold', [contains('a'), pointer('/id')], 'b', 'rejected'],
  ]
  it.each(cases)('%s', (_what, all, body, outcome) => {
    expect(readBy(aRule({ accepted: { all } }), anAnswer(200, body)).outcome).toBe(outcome)
  })

  it('of an answer that went on past what is read, only what is there is known', () => {
    const cut = anAnswer(200, 'OK xxx', { truncated: true })
    expect(readBy(aRule({ accepted: { all: [contains('ok')] } }), cut).outcome).toBe('accepted')
    expect(readBy(aRule({ accepted: { all: [contains('error')] } }), cut).outcome).toBe('unknown')
    expect(readBy(aRule({ accepted: { all: [{ kind: 'notContains', text: 'error' }] } }), cut).outcome).toBe('unknown')
    expect(readBy(aRule({ accepted: { all: [matches('^OK')] } }), cut).outcome).toBe('accepted')
  })
})

describe('the order of precedence promises that', () => {
  const rule = aRule({
    accepted: { statuses: [200, 302], all: [contains('fine')] },
    duplicate: [{ all: [contains('twice')] }],
    retryable: [{ all: [contains('busy')] }, { all: [contains('later'), contains('please')] }],
    rejected: [{ all: [contains('no')] }],
  })
  it.each([
    [200, 'fine', 'accepted'],
    [302, 'fine', 'accepted'],
    [301, 'fine', 'error_final'],
    [201, 'fine', 'rejected'],
    [200, 'odd', 'rejected'],
    [200, 'fine, no', 'rejected'],
    [200, 'fine, twice', 'duplicate'],
    [200, 'no, twice, busy', 'duplicate'],
    [200, 'no, busy', 'error_retryable'],
    [200, 'no, later', 'rejected'],
    [200, 'no, later, please', 'error_retryable'],
    [400, 'fine', 'error_final'],
    [400, 'no', 'rejected'],
    [400, 'twice', 'duplicate'],
    [403, 'busy', 'error_retryable'],
    [409, 'fine', 'duplicate'],
    [409, 'no', 'rejected'],
    [410, 'fine', 'error_final'],
    [500, 'fine', 'error_retryable'],
    [500, 'no', 'error_retryable'],
    [503, 'twice', 'error_retryable'],
    [429, 'no', 'error_retryable'],
    [408, 'twice', 'error_retryable'],
  ])('%i with "%s" is %s', (status, body, outcome) => {
    expect(readBy(rule, anAnswer(status, body)).outcome).toBe(outcome)
  })

  it('whatever the rule says, 410 switches the address off', () => {
    expect(readBy(rule, anAnswer(410, 'no'))).toMatchObject({ outcome: 'rejected', disable: true })
  })

  it('what speaks of nothing is what the rule says', () => {
    const told = (otherwise: string) => aRule({ accepted: { all: [contains('fine')] }, otherwise })
    for (const outcome of ['rejected', 'unknown', 'error_retryable'])
      expect(readBy(told(outcome), anAnswer(200, 'odd')).outcome).toBe(outcome)
  })

  const fault = (code: string, words: string) =>
    `<s:Envelope xmlns:s="urn:s"><s:Body><s:Fault><faultcode>s:${code}</faultcode><faultstring>${words}</faultstring></s:Fault></s:Body></s:Envelope>`
  it.each([
    ['Client', 'odd', 'error_final'],
    ['Server', 'odd', 'error_retryable'],
    ['Client', 'twice', 'duplicate'],
    ['Server', 'no', 'rejected'],
    ['Client', 'busy', 'error_retryable'],
    ['Client', 'fine', 'error_final'],
  ])('a SOAP fault comes with 500 and is read all the same: %s, %s is %s', (code, words, outcome) => {
    expect(readBy(rule, anAnswer(500, fault(code, words))).outcome).toBe(outcome)
  })
})

describe('captures promise that', () => {
  const rule = aRule({
    remoteId: { kind: 'matches', pattern: 'id=(\\w+)' },
    reason: { kind: 'matches', pattern: 'why=[^&]*', group: 0 },
    price: { from: { kind: 'matches', pattern: 'price=(\\d+)' }, unit: 'minor', currency: 'GBP' },
  })

  it('a pattern’s group, or all of it, is kept', () => {
    expect(readBy(rule, anAnswer(200, 'id=L7&price=1250&why=too far'))).toMatchObject({
      remoteId: 'L7',
      reason: 'why=too far',
      price: { amountMinor: 1250, currency: 'GBP' },
    })
  })

  it('they come with every outcome, and what is not there is null', () => {
    expect(readBy(rule, anAnswer(500, 'id=L7')).remoteId).toBe('L7')
    expect(readBy(rule, anAnswer(200, 'thanks'))).toMatchObject({ remoteId: null, reason: null, price: null })
  })

  it('a pointer and an element do too; a list or object is no id', () => {
    const both = aRule({ remoteId: { kind: 'pointer', pointer: '/id' }, reason: { kind: 'element', path: '//why' } })
    expect(readBy(both, anAnswer(200, { id: 7 })).remoteId).toBe('7')
    expect(readBy(both, anAnswer(200, { id: [7] })).remoteId).toBeNull()
    expect(readBy(both, anAnswer(200, '<r><why> too far </why></r>')).reason).toBe('too far')
  })

  it.each([
    ['12.50', 1250, null],
    [12.5, 1250, null],
    [12, 1200, null],
    ['£12.50', 1250, 'GBP'],
    ['12,50 €', 1250, 'EUR'],
    ['GBP 1,234.50', 123450, 'GBP'],
    ['1.234,50', 123450, null],
    ['$8', 800, null],
    ['0.1250', 13, null],
    [0, null, null],
    ['0.00', null, null],
    ['-3', null, null],
    ['free', null, null],
    ['12.5.0', null, null],
    ['', null, null],
    ['9'.repeat(40), null, null],
    [Number.NaN, null, null],
    [1e300, null, null],
    [{}, null, null],
  ])('a price of %j is %s %s', (text, amountMinor, currency) => {
    expect(statedPrice(text)).toEqual(amountMinor === null ? null : { amountMinor, currency })
  })

  it('another price than ours is remarked on, and changes nothing else', () => {
    const accepted = readBy(rule, anAnswer(200, 'id=L7&price=1250'))
    const ours = { amount: 4250, currency: 'GBP' }
    expect(notePrice(accepted, ours)).toEqual({
      ...accepted,
      because: 'The partner names a price of £12.50; ours is £42.50, which is what counts.',
    })
    expect(notePrice(accepted, { amount: 1250, currency: 'GBP' })).toBe(accepted)
    const refused = readBy(rule, anAnswer(404, 'price=1250'))
    expect(notePrice(refused, ours)).toBe(refused)
  })
})

describe('reading an answer promises that it never throws:', () => {
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
  const breaks = () => {
    throw new Error('A reader of ours is broken')
  }
  it.each([
    [200, 'accepted'],
    [404, 'error_final'],
    [503, 'error_retryable'],
  ])('a standard reader that breaks leaves what %i says: %s', (status, outcome) => {
    expect(readAnswer(anAnswer(status, 'x'), { rule: null, standard: breaks, reference: 'ref_1' }).outcome).toBe(
      outcome,
    )
  })

  it('a rule that breaks on a good status leaves it unknown', () => {
    const broken = { kind: 'rule' } as unknown as ReturnType<typeof aRule>
    expect(readBy(broken, anAnswer(200, 'x')).outcome).toBe('unknown')
    expect(readBy(broken, anAnswer(500, 'x')).outcome).toBe('error_retryable')
    expect(readBy({ kind: 'reader', reader: 'nobody' as 'leadbyte' }, anAnswer(200, 'x')).outcome).toBe('unknown')
  })

  it('JSON of ten thousand levels is read or unknown', () => {
    const deep = '['.repeat(30_000) + ']'.repeat(30_000)
    expect(['rejected']).toContain(
      readBy(aRule({ accepted: { all: [pointer('', 'x')] } }), anAnswer(200, deep)).outcome,
    )
    expect(readBy(null, anAnswer(200, deep)).outcome).toBe('accepted')
  })
})

describe('a rule that is saved promises that', () => {
  const problemsOf = (rule: object) => {
    const parsed = parseAll(answerRuleSchema, rule, '/answer')
    return parsed.ok ? ruleProblems(parsed.output, '/answer') : parsed.errors
  }
  const own = (more: object) => problemsOf({ kind: 'rule', ...more })

  it.each<[string, object, string, string]>([
    ['an unknown kind', { kind: 'magic' }, '/answer/kind', 'NOT_AN_OPTION'],
    ['an unknown reader', { kind: 'reader', reader: 'x' }, '/answer/reader', 'NOT_AN_OPTION'],
    ['an unknown key', { kind: 'rule', more: 1 }, '/answer/more', 'UNKNOWN_KEY'],
    ['a refusal as success', { kind: 'rule', accepted: { statuses: [409] } }, '/answer/accepted/statuses', 'INVALID'],
    [
      'a range that reaches refusals',
      { kind: 'rule', accepted: { statuses: [{ from: 200, to: 404 }] } },
      '/answer/accepted/statuses',
      'INVALID',
    ],
    [
      'a range that ends before it begins',
      { kind: 'rule', accepted: { statuses: [{ from: 300, to: 200 }] } },
      '/answer/accepted/statuses/0',
      'INVALID',
    ],
    ['no statuses', { kind: 'rule', accepted: { statuses: [] } }, '/answer/accepted/statuses', 'TOO_SHORT'],
    ['a case without conditions', { kind: 'rule', rejected: [{ all: [] }] }, '/answer/rejected/0/all', 'TOO_SHORT'],
    [
      'a path that is no path',
      { kind: 'rule', remoteId: { kind: 'element', path: 'id' } },
      '/answer/remoteId/path',
      'INVALID',
    ],
    [
      'a pointer without its slash',
      { kind: 'rule', remoteId: { kind: 'pointer', pointer: 'id' } },
      '/answer/remoteId/pointer',
      'INVALID',
    ],
    [
      'a pattern that is too long',
      { kind: 'rule', rejected: [{ all: [matches('x'.repeat(501))] }] },
      '/answer/rejected/0/all/0/pattern',
      'TOO_LONG',
    ],
    [
      'a pattern that is none',
      { kind: 'rule', rejected: [{ all: [contains('a'), matches('(')] }] },
      '/answer/rejected/0/all/1/pattern',
      'INVALID_PATTERN',
    ],
    [
      'a look-ahead',
      { kind: 'rule', accepted: { all: [matches('(?=a)')] } },
      '/answer/accepted/all/0/pattern',
      'INVALID_PATTERN',
    ],
    ['a back-reference', { kind: 'rule', reason: matches('(a)\\1') }, '/answer/reason/pattern', 'INVALID_PATTERN'],
    [
      'a group that is not there',
      { kind: 'rule', price: { from: matches('\\d+') } },
      '/answer/price/from/group',
      'NO_SUCH_GROUP',
    ],
    [
      'a pattern that costs too much',
      { kind: 'rule', rejected: [{ all: [matches('(a?){300}')] }] },
      '/answer',
      'PATTERNS_TOO_LARGE',
    ],
  ])('%s is refused', (_what, rule, at, code) => {
    expect(problemsOf(rule)).toEqual([expect.objectContaining({ pointer: at, code })])
  })

  it('every fault is named at once', () => {
    const found = own({ duplicate: [{ all: [matches('(')] }], price: { from: matches('[') }, remoteId: matches('x') })
    expect(found.map(({ pointer: at }) => at)).toEqual([
      '/answer/duplicate/0/all/0/pattern',
      '/answer/remoteId/group',
      '/answer/price/from/pattern',
    ])
  })

  it('a rule of nothing is 2xx', () => {
    expect(own({})).toEqual([])
    expect(readBy(aRule({}), anAnswer(204)).outcome).toBe('accepted')
    expect(readBy(aRule({}), anAnswer(302)).outcome).toBe('error_final')
  })
})

describe('patterns promise that', () => {
  /** Each of these takes a backtracking engine longer than the universe lasts. */
  const evil = ['(a+)+$', '(a|aa)+$', '(a|a?)+$', '(.*a){20}$', '([a-z]+)*\\d', '(x+x+)+y', '^(\\w+\\s?)*$', '(a*)*b']
  it.each(evil)('%s takes no more time than the answer is long', (pattern) => {
    const body = `${'a'.repeat(64 * 1024 - 1)}!`
    const startedAt = performance.now()
    readBy(aRule({ rejected: [{ all: [matches(pattern)] }] }), anAnswer(200, body))
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })
})
