import { describe, expect, it } from 'vitest'
import { eligibilityCodes } from '../../../../contract/eligibility.ts'
import { dayMs } from '../../../../contract/time.ts'
import { untilChange } from '../../../../worker/domain/eligibility/criterion.ts'
import { endOfCauses, evaluate, parkUntil } from '../../../../worker/domain/eligibility/evaluate.ts'
import { dayEnds, type FactsOverrides, facts, monthEnds, noon } from '../../../support/facts.ts'

const codesOf = (given: FactsOverrides) => evaluate(facts(given)).map(({ code }) => code)

/** Everything wrong at once that can be wrong at once. */
const hopeless: FactsOverrides = {
  leadType: { referralMethod: 'transfer', requireFca: true, requireConsent: true },
  lead: {
    introducerId: 2,
    referredTo: [2],
    consented: false,
    reached: new Map([[2, noon]]),
    suppressed: new Set([0]),
  },
  partner: {
    status: 'closed',
    buys: false,
    online: false,
    openFrom: noon + 1,
    dailyLimit: 1,
    monthlyLimit: 1,
    repeatDays: 1,
  },
  setup: {
    active: false,
    coversLead: false,
    dailyLimit: 1,
    monthlyLimit: 1,
    filters: [{ field: 'age', op: 'present' }],
  },
  counts: { today: 1, thisMonth: 1, typeToday: 1, typeThisMonth: 1 },
  account: { availableMinor: 0 },
}

describe('evaluating a partner: it promises that', () => {
  it('an eligible partner has no failures, and they cost no memory', () => {
    expect(evaluate(facts())).toEqual([])
    expect(evaluate(facts())).toBe(evaluate(facts({ partner: { id: 3 } })))
  })

  it('nobody can add a failure to those who have none', () => {
    expect(() => evaluate(facts()).push({ code: 'OFFLINE', title: '', values: {} })).toThrow(TypeError)
  })

  it('every failing criterion is told, never only the first, in the order of D1 (F43)', () => {
    const codes = codesOf(hopeless)
    expect(codes).toHaveLength(19)
    expect(codes).toEqual(eligibilityCodes.filter((code) => codes.includes(code)))
  })

  it('a failure says its criterion in words and the values compared (C1)', () => {
    expect(evaluate(facts({ partner: { dailyLimit: 10 }, counts: { today: 10 } }))).toEqual([
      { code: 'DAILY_LIMIT', title: 'Under the daily limit', values: { limit: 10, used: 10 } },
    ])
  })

  it('without a lead only what does not need one is judged', () => {
    const codes = codesOf({ ...hopeless, lead: null })
    expect(codes).toHaveLength(12)
    for (const needsLead of ['OWN_INTRODUCTION', 'LOCATION_NO_MATCH', 'ALREADY_REFERRED'])
      expect(codes).not.toContain(needsLead)
  })

  it('a partner without a setup is judged by the rest, at the default price', () => {
    const account = { availableMinor: 999 }
    expect(codesOf({ setup: null, account })).toEqual(['TYPE_NOT_SELECTED', 'NO_CREDIT'])
  })

  it.each<{ title: string; given: FactsOverrides; codes: string[] }>([
    {
      title: 'places unset and a lead from nowhere are two things to mend',
      given: { lead: { places: [] }, setup: { placeCount: 0, coversLead: false } },
      codes: ['NO_LOCATIONS_SET', 'LOCATION_UNKNOWN'],
    },
    {
      title: 'places unset and a lead from somewhere are one',
      given: { setup: { placeCount: 0, coversLead: false } },
      codes: ['NO_LOCATIONS_SET'],
    },
    {
      title: 'a lead from nowhere matches nothing by being unknown',
      given: { lead: { places: [] }, setup: { placeCount: 3, coversLead: false } },
      codes: ['LOCATION_UNKNOWN'],
    },
  ])('$title', ({ given, codes }) => {
    expect(codesOf(given)).toEqual(codes)
  })
})

describe('parking a turn: it promises that', () => {
  const parkedUntil = (given: FactsOverrides) => parkUntil(facts(given), evaluate(facts(given)))
  const capped = { partner: { dailyLimit: 1, monthlyLimit: 1 }, counts: { today: 1, thisMonth: 1 } }

  it.each<{ title: string; given: FactsOverrides; until: number | null }>([
    { title: 'an eligible partner stays ready', given: {}, until: null },
    {
      title: "this lead's own failures leave it ready",
      given: { lead: { introducerId: 2, referredTo: [2] } },
      until: null,
    },
    { title: 'the latest of several causes counts', given: capped, until: monthEnds },
    {
      title: 'a cause that only a change ends outlasts every time',
      given: { ...capped, partner: { ...capped.partner, online: false } },
      until: untilChange,
    },
    {
      title: 'a failure of this lead takes nothing from a cause of its own',
      given: { lead: { referredTo: [2] }, setup: { dailyLimit: 1 }, counts: { typeToday: 1 } },
      until: dayEnds,
    },
  ])('$title', ({ given, until }) => {
    expect(parkedUntil(given)).toBe(until)
  })
})

describe('waiting for the causes of a failure to end: it promises that', () => {
  const endOf = (given: FactsOverrides) => endOfCauses(facts(given), evaluate(facts(given)))
  const reached = new Map([[2, noon - 3 * dayMs]])

  it.each<{ title: string; given: FactsOverrides; ends: number }>([
    {
      title: "a cap ends with the partner's day",
      given: { partner: { dailyLimit: 1 }, counts: { today: 1 } },
      ends: dayEnds,
    },
    {
      title: "a partner's window for a person ends to the millisecond, its last instant included",
      given: { partner: { repeatDays: 4 }, lead: { reached } },
      ends: noon + dayMs + 1,
    },
    {
      title: 'the latest of several counts',
      given: { partner: { repeatDays: 40, dailyLimit: 1 }, counts: { today: 1 }, lead: { reached } },
      ends: noon + 37 * dayMs + 1,
    },
    {
      title: 'what only a change ends has no time',
      given: { partner: { dailyLimit: 1 }, counts: { today: 1 }, lead: { referredTo: [2] } },
      ends: untilChange,
    },
  ])('$title', ({ given, ends }) => {
    expect(endOf(given)).toBe(ends)
  })
})
