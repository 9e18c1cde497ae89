import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { referralStates } from '../../../../contract/referral.ts'
import { type ReturnPolicy, returnPolicySchema } from '../../../../contract/return-policy.ts'
import { hourMs } from '../../../../contract/time.ts'
import {
  goesOn,
  isAutomatic,
  type ReturnFacts,
  whyNothingToReturn,
  whyPolicyRefuses,
} from '../../../../worker/domain/returns/decide.ts'
import { requestProblems } from '../../../../worker/domain/returns/request-problems.ts'

const delivered = Date.UTC(2026, 5, 15, 12)

const policyOf = (settings: Partial<ReturnPolicy> = {}): ReturnPolicy => v.parse(returnPolicySchema, settings)

const factsOf = ({
  policy,
  ...facts
}: Partial<Omit<ReturnFacts, 'policy'>> & { policy?: Partial<ReturnPolicy> } = {}) => ({
  now: delivered + hourMs,
  isTest: false,
  state: 'delivered' as const,
  progress: 'accepted' as const,
  acceptBy: null,
  deliveredAt: delivered,
  earlier: null,
  counts: { delivered: 10, returned: 0 },
  ...facts,
  policy: policyOf(policy),
})

describe('what can be returned', () => {
  it.each(referralStates)('promises an answer for a referral that is %s', (state) => {
    const refusal = whyNothingToReturn(factsOf({ state }))
    if (state === 'delivered' || state === 'accepted') expect(refusal).toBeNull()
    else expect(refusal).toMatchObject({ code: 'NOT_RETURNABLE', detail: expect.stringMatching(/^[A-Z].{15,}\.$/) })
  })

  it.each([
    ['an offer is declined', { state: 'referred', acceptBy: delivered }, 'NOT_RETURNABLE', /decline/],
    ['a test cost nothing', { isTest: true }, 'NOT_RETURNABLE', /test/],
    ['one is open', { earlier: 'requested' }, 'RETURN_EXISTS', /open/],
    ['a rejected one must be cleared', { earlier: 'rejected' }, 'RETURN_EXISTS', /cleared/],
    ['what was called back is reversed', { state: 'unreferred' }, 'NOT_RETURNABLE', /revers/],
  ] as const)('promises to say that %s', (_what, facts, code, detail) => {
    expect(whyNothingToReturn(factsOf(facts))).toEqual({ code, detail: expect.stringMatching(detail) })
  })

  it('promises that a cleared one may be asked for again', () => {
    expect(whyNothingToReturn(factsOf({ earlier: 'cleared' }))).toBeNull()
  })
})

describe('the window', () => {
  it.each([
    [168, 168 * hourMs, null],
    [168, 168 * hourMs + 1, 'RETURN_WINDOW_OVER'],
    [1, hourMs, null],
    [1, hourMs + 1, 'RETURN_WINDOW_OVER'],
    [0, 0, 'RETURN_WINDOW_OVER'],
  ])('promises of %i hours that %i ms after the delivery it is %s', (windowHours, after, code) => {
    const refusal = whyPolicyRefuses(factsOf({ now: delivered + after, policy: { windowHours } }))
    expect(refusal?.code ?? null).toBe(code)
  })

  it('promises that no time runs before a delivery', () => {
    expect(whyPolicyRefuses(factsOf({ deliveredAt: null, now: delivered + 1e12 }))).toBeNull()
  })

  it('promises to say what the rate is and what it may be', () => {
    const counts = { delivered: 8, returned: 1 }
    expect(whyPolicyRefuses(factsOf({ counts, policy: { maxRateBps: 1000 } }))).toEqual({
      code: 'RETURN_RATE_REACHED',
      detail: 'In the last 30 days 1 of 8 leads came back: 12.5 %. At most 10 % may.',
    })
  })
})

describe('the rule that approves by itself', () => {
  const rule = { autoApprove: { withinHours: 24, maxRateBps: 1000 } }
  it.each([
    ['at its last instant', { now: delivered + 24 * hourMs }, true],
    ['a millisecond later', { now: delivered + 24 * hourMs + 1 }, false],
    ['at exactly its rate', { counts: { delivered: 10, returned: 1 } }, true],
    ['above its rate', { counts: { delivered: 9, returned: 1 } }, false],
    ['before a delivery', { deliveredAt: null }, false],
    ['of one that is qualified', { progress: 'qualified' }, true],
    ['of one that is converted', { progress: 'converted' }, false],
  ] as const)('promises that %s it says %s', (_when, facts, yes) => {
    expect(isAutomatic(factsOf({ ...facts, policy: rule }))).toBe(yes)
  })

  it('promises that without a rule a person decides', () => {
    expect(isAutomatic(factsOf())).toBe(false)
  })
})

describe('where the lead goes next', () => {
  const received = delivered - hourMs
  it.each([
    ['younger than the limit', 72 * hourMs - 1, 'wrong_number', true],
    ['as old as the limit', 72 * hourMs, 'wrong_number', false],
    ['young, and without consent', hourMs, 'no_consent', false],
    ['young, and under age', hourMs, 'under_age', false],
  ] as const)('promises that a lead that is %s goes on: %s %s %s', (_what, age, reason, yes) => {
    expect(goesOn(policyOf(), { reason, receivedAt: received, now: received + age })).toBe(yes)
  })

  it('promises that with a limit of 0 none does', () => {
    expect(goesOn(policyOf({ rerouteHours: 0 }), { reason: 'language', receivedAt: received, now: received })).toBe(
      false,
    )
  })
})

describe('what a request must bring', () => {
  const nothing = { reason: 'wrong_number' as const, text: '', links: [], reference: '' }
  it.each([
    ['nothing where nothing is asked', {}, {}, []],
    ['words with `other`', {}, { reason: 'other' }, ['/text']],
    ['words once, where they are asked for anyway', { evidence: ['text'] }, { reason: 'other' }, ['/text']],
    ['a reason of the list', { reasons: ['duplicate'] }, {}, ['/reason']],
    ['a link', { evidence: ['link'] }, { text: 'No answer', reference: 'C-1' }, ['/links']],
    ['a reference', { evidence: ['reference'] }, { text: 'No answer' }, ['/reference']],
    ['all of it', { evidence: ['text', 'link', 'reference'] }, {}, ['/text', '/links', '/reference']],
    ['any of it', { evidence: ['any'] }, {}, ['/text']],
    ['any one', { evidence: ['any'] }, { reference: 'C-1' }, []],
  ] as const)('promises to ask for %s', (_what, policy, request, pointers) => {
    const problems = requestProblems(policyOf(policy as Partial<ReturnPolicy>), {
      ...nothing,
      ...request,
    } as typeof nothing)
    expect(problems.map(({ pointer }) => pointer)).toEqual(pointers)
  })

  it("promises to ask in the broker's words", () => {
    const policy = policyOf({ evidence: ['link'], evidenceNote: 'A recording of the call.' })
    expect(requestProblems(policy, nothing)[0]!.message).toBe('A recording of the call.')
  })
})
