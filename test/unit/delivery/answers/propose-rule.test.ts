import { describe, expect, it } from 'vitest'
import { answerRuleSchema } from '../../../../contract/answer-rule.ts'
import { parseAll } from '../../../../contract/parse.ts'
import { proposeRule } from '../../../../worker/delivery/answers/propose/propose-rule.ts'
import { answerReaders } from '../../../../worker/delivery/answers/readers.ts'
import { ruleProblems } from '../../../../worker/delivery/answers/rule-problems.ts'
import { anAnswer, readBy } from '../../../support/answer.ts'

type Means = 'accepted' | 'duplicate' | 'rejected' | 'error_retryable' | null

const example = (means: Means, body: unknown, status = 200) => ({
  means,
  answer: { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) },
})

/** What must hold of every proposal, whatever was pasted: it can be saved, and it says why. */
function propose(...examples: ReturnType<typeof example>[]) {
  const proposal = proposeRule({ examples })
  const saved = parseAll(answerRuleSchema, JSON.parse(JSON.stringify(proposal.rule)))
  expect(saved).toMatchObject({ ok: true })
  expect(ruleProblems(proposal.rule, '')).toEqual([])
  expect(proposal.because.length).toBeGreaterThan(0)
  return { ...proposal, outcomes: proposal.readings.map(({ outcome }) => outcome), words: proposal.because.join('\n') }
}

describe('a proposed rule promises that', () => {
  const cases: [string, ReturnType<typeof example>[]][] = [
    ['JSON with a word', [example('accepted', { result: 'sold' }), example('rejected', { result: 'unsold' })]],
    ['JSON with a number', [example('accepted', { code: 1, msg: 'a' }), example('rejected', { code: 2, msg: 'b' })]],
    [
      'JSON with a flag',
      [example('accepted', { ok: 1, success: true }), example('rejected', { ok: 1, success: false })],
    ],
    [
      'JSON, deeper, of all kinds',
      [
        example('accepted', { data: { lead: { status: 'A', id: 'L-7' } } }),
        example('rejected', { data: { lead: { status: 'R', reason: 'full' } } }),
        example('duplicate', { data: { lead: { status: 'D' } } }),
        example('error_retryable', { data: { lead: { status: 'W' } } }),
      ],
    ],
    [
      'duplicates with the value of a refusal',
      [
        example('accepted', { status: 'ok' }),
        example('rejected', { status: 'bad', why: 'full' }),
        example('duplicate', { status: 'bad', why: 'Duplicate lead' }),
      ],
    ],
    [
      'XML',
      [
        example('accepted', '<r><status>ok</status><id>7</id></r>'),
        example('rejected', '<r><status>no</status><reason>full</reason></r>'),
      ],
    ],
    [
      'SOAP',
      [
        example(
          'accepted',
          '<s:Envelope xmlns:s="urn:s"><s:Body><a:R xmlns:a="urn:a"><a:Result>1</a:Result></a:R></s:Body></s:Envelope>',
        ),
        example(
          'rejected',
          '<s:Envelope xmlns:s="urn:s"><s:Body><a:R xmlns:a="urn:a"><a:Result>0</a:Result></a:R></s:Body></s:Envelope>',
        ),
      ],
    ],
    ['an attribute', [example('accepted', '<r ok="yes" n="1"/>'), example('rejected', '<r ok="no" n="2"/>')]],
    ['words', [example('accepted', 'Thank you, lead received.'), example('rejected', 'Sorry: lead rejected.')]],
    [
      'words of three kinds',
      [example('accepted', 'OK 17'), example('duplicate', 'Already here'), example('rejected', 'ERROR 3')],
    ],
    ['a redirect with thanks', [example('accepted', '', 302)]],
  ]
  it.each(cases)('%s is read as it is meant', (_what, examples) => {
    const { outcomes } = propose(...examples)
    expect(outcomes).toEqual(examples.map(({ means }) => means))
  })

  it('where the status tells, the status decides', () => {
    expect(propose(example('accepted', ''), example(null, '', 422)).outcomes).toEqual(['accepted', 'error_final'])
  })

  it('one example of an acceptance is enough, and everything else is then none', () => {
    const { rule, words } = propose(example(null, { status: 'success', leadId: 'L-7', price: '12.50' }))
    expect(rule).toMatchObject({
      accepted: { all: [{ kind: 'pointer', pointer: '/status', oneOf: ['success'] }] },
      remoteId: { kind: 'pointer', pointer: '/leadId' },
      price: { from: { kind: 'pointer', pointer: '/price' } },
    })
    expect(words).toContain('“success” means accepted')
    expect(words).toContain('The partner’s own id for the lead stands at /leadId.')
    expect(words).toContain('Answer 1 (200) is taken for one that means accepted')
    expect(readBy(rule, anAnswer(200, { status: 'queued' })).outcome).toBe('rejected')
    expect(readBy(rule, anAnswer(200, '<html>Sorry</html>')).outcome).toBe('unknown')
  })

  it.each(['leadbyte', 'leadexec', 'boberdoo', 'leadconduit'] as const)('answers of %s get its own reader', (id) => {
    const { rule, words, outcomes } = propose(...answerReaders[id].examples.map(({ body }) => example(null, body)))
    expect(rule).toEqual({ kind: 'reader', reader: id })
    expect(words).toContain(answerReaders[id].title)
    expect(outcomes).toEqual(answerReaders[id].examples.map(({ outcome }) => outcome))
  })

  it('a known system’s answer that is said to mean something else gets a rule of its own', () => {
    const { rule, outcomes } = propose(example('rejected', '{"code":1,"response":"OK","leadId":7}'))
    expect(rule.kind).toBe('rule')
    expect(outcomes).toEqual(['rejected'])
  })

  it('what nothing tells apart is said to be so', () => {
    const { words, outcomes } = propose(example('accepted', 'Hello'), example('rejected', 'Hello'))
    expect(outcomes).toContain('accepted')
    expect(words).toContain('Answer 2 is still read as accepted')
  })

  it('without an acceptance, it asks for one', () => {
    expect(propose(example('rejected', { status: 'unsold' })).words).toContain('paste one too')
  })

  it('a refusal by status is no acceptance, whatever somebody says it means', () => {
    const { outcomes, words } = propose(example('accepted', { status: 'ok' }, 500))
    expect(outcomes).toEqual(['error_retryable'])
    expect(words).toContain('Answer 1 is still read as error_retryable')
  })

  it.each([
    '',
    'null',
    '[]',
    '"ok"',
    '{"":""}',
    '{"__proto__":"ok","constructor":"ok"}',
    '{"a/b~c":{"status":"ok"}}',
    `{"${'k'.repeat(300)}":"ok"}`,
    '['.repeat(5000) + ']'.repeat(5000),
    '<r>',
    '<r><ä>ok</ä></r>',
    '<!DOCTYPE r><r><status>ok</status></r>',
    'x'.repeat(65_536),
    '\u0000\uFFFD',
  ])('it comes of anything: %.30s', (body) => {
    propose(example('accepted', body), example('rejected', body))
    propose(example(null, body))
  })
})
