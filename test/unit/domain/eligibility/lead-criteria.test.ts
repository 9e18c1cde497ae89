import { describe, expect, it } from 'vitest'
import { type LeadCode, leadCodes } from '../../../../contract/eligibility.ts'
import type { Values } from '../../../../worker/domain/eligibility/criterion.ts'
import { evaluateLead } from '../../../../worker/domain/eligibility/evaluate-lead.ts'
import type { LeadState } from '../../../../worker/domain/eligibility/lead-criterion.ts'
import { noon } from '../../../support/facts.ts'

/** A lead that may go to somebody. */
const open: LeadState = {
  now: noon,
  location: 'pending',
  closedBecause: null,
  isTest: false,
  scope: 2,
  liveReferrals: 1,
  method: 'immediate',
  appointmentAt: null,
}

interface Case {
  title: string
  given: Partial<LeadState>
  /** What was compared; absent: it passes. */
  values?: Values
}

/** Per lead-level criterion of D1: when it passes, and when it alone fails. */
const cases: Record<LeadCode, Case[]> = {
  SCOPE_REACHED: [
    { title: 'one slot that is left is enough (F21)', given: { scope: 3, liveReferrals: 2 } },
    {
      title: 'as many live referrals as the scope are the end of it',
      given: { scope: 3, liveReferrals: 3 },
      values: { scope: 3, liveReferrals: 3 },
    },
    {
      title: 'a scope that was lowered below them is too',
      given: { scope: 1, liveReferrals: 3 },
      values: { scope: 1, liveReferrals: 3 },
    },
  ],
  LEAD_CLOSED: [
    ...['held', 'pending', 'queue', 'assigned', 'routed', 'returned'].map((location) => ({
      title: `a lead that is ${location} is open`,
      given: { location },
    })),
    {
      title: 'a closed one says why',
      given: { location: 'closed', closedBecause: 'DUPLICATE' },
      values: { location: 'closed', because: 'DUPLICATE' },
    },
  ],
  LEAD_TEST: [{ title: 'a test goes to nobody', given: { isTest: true }, values: { isTest: true } }],
  APPOINTMENT_REQUIRED: [
    { title: 'other methods need none', given: { method: 'transfer' } },
    { title: 'a type without a method is not judged by it', given: { method: null } },
    { title: 'one that is set is enough', given: { method: 'appointment', appointmentAt: noon + 1 } },
    {
      title: 'a type that goes with appointments needs one (F17)',
      given: { method: 'appointment' },
      values: { method: 'appointment' },
    },
  ],
  APPOINTMENT_IN_PAST: [
    { title: 'a millisecond ahead is ahead', given: { method: 'appointment', appointmentAt: noon + 1 } },
    {
      title: 'now is too late (F17)',
      given: { method: 'appointment', appointmentAt: noon },
      values: { appointmentAt: '2026-03-03T12:00:00.000Z', now: '2026-03-03T12:00:00.000Z' },
    },
  ],
}

describe.each(leadCodes)('%s: it promises that', (code) => {
  it.each(cases[code])('$title', ({ given, values }) => {
    const failures = evaluateLead({ ...open, ...given })
    expect(failures.map((failure) => [failure.code, failure.values])).toEqual(
      values === undefined ? [] : [[code, values]],
    )
  })
})

describe('judging a lead: it promises that', () => {
  it('everything that is wrong with it is told at once', () => {
    const hopeless = { location: 'closed', isTest: true, liveReferrals: 2, appointmentAt: noon - 1 }
    expect(evaluateLead({ ...open, ...hopeless }).map(({ code }) => code)).toEqual([
      'SCOPE_REACHED',
      'LEAD_CLOSED',
      'LEAD_TEST',
      'APPOINTMENT_IN_PAST',
    ])
  })
})
