import { describe, expect, it } from 'vitest'
import { type EligibilityCode, eligibilityCodes } from '../../../../contract/eligibility.ts'
import type { Clause } from '../../../../contract/filter.ts'
import { untilChange, type Values } from '../../../../worker/domain/eligibility/criterion.ts'
import { evaluate, parkUntil } from '../../../../worker/domain/eligibility/evaluate.ts'
import { clauseText } from '../../../../worker/domain/filters/clause-text.ts'
import { dayEnds, type FactsOverrides, facts, monthEnds, noon } from '../../../support/facts.ts'

const minute = 60_000
const onePm = noon + 60 * minute

const houseAge = { name: 'age', kind: 'number', label: 'Age of the house', required: false }
const wantsOldHouses: Clause = { field: 'age', op: 'atLeast', value: 30 }

interface Case {
  title: string
  given: FactsOverrides
  /** What the criterion compared; absent: it passes. */
  values?: Values
  /** When the turn is looked at again; null: it stays ready. */
  parked?: number | null
}

/** Per criterion of D1: when it passes, and when it alone fails, with which values, parked until when. */
const cases: Record<EligibilityCode, Case[]> = {
  TYPE_NOT_REFERABLE: [
    ...(['immediate', 'manual', 'appointment'] as const).map((referralMethod) => ({
      title: `the method ${referralMethod} makes a type referable`,
      given: { leadType: { referralMethod } },
    })),
    {
      title: 'a type without a method is not referable (F14)',
      given: { leadType: { referralMethod: null } },
      values: { referralMethod: null },
      parked: untilChange,
    },
  ],
  NOT_ACTIVE: [
    { title: 'an active partner is welcome', given: { partner: { status: 'active' } } },
    ...['pending', 'suspended', 'closed'].map((status) => ({
      title: `a partner that is ${status} gets nothing (F41)`,
      given: { partner: { status } },
      values: { status },
      parked: untilChange,
    })),
  ],
  NOT_BUYER: [
    { title: 'a buyer is welcome', given: { partner: { buys: true } } },
    {
      title: 'a partner that only introduces gets nothing (F25)',
      given: { partner: { buys: false } },
      values: { buys: false },
      parked: untilChange,
    },
  ],
  OWN_INTRODUCTION: [
    { title: "somebody else's introduction is welcome", given: { lead: { introducerId: 1 }, partner: { id: 2 } } },
    { title: 'a lead that nobody introduced is welcome', given: { lead: { introducerId: null } } },
    { title: 'without a lead nothing is judged', given: { lead: null } },
    {
      title: 'its own introduction does not come back, and costs no turn (F25)',
      given: { lead: { introducerId: 2 }, partner: { id: 2 } },
      values: { introducerId: 'ptn_2' },
      parked: null,
    },
    {
      title: 'it does where the tenant allows it',
      given: { lead: { introducerId: 2 }, partner: { id: 2 }, rules: { allowOwnIntroduction: true } },
    },
  ],
  TYPE_NOT_SELECTED: [
    { title: 'an active setup is needed and enough', given: { setup: { active: true } } },
    {
      title: 'a setup that is switched off counts as none',
      given: { setup: { active: false } },
      values: { setupId: 'set_5', active: false },
      parked: untilChange,
    },
    {
      title: 'without a setup nothing is said of its places and caps',
      given: { setup: null, counts: { typeToday: 99, typeThisMonth: 99 } },
      values: { setupId: null, active: false },
      parked: untilChange,
    },
  ],
  NO_LOCATIONS_SET: [
    { title: 'all areas are a choice', given: { setup: { allAreas: true, placeCount: 0 } } },
    { title: 'one place is a choice', given: { setup: { allAreas: false, placeCount: 1 } } },
    {
      title: 'no place at all stops every lead, and no mismatch is said on top (F38)',
      given: { setup: { allAreas: false, placeCount: 0, coversLead: false } },
      values: { allAreas: false, places: 0 },
      parked: untilChange,
    },
  ],
  LOCATION_UNKNOWN: [
    { title: 'a lead with an outward code is known', given: {} },
    {
      title: 'all areas take a lead from nowhere (F38)',
      given: { lead: { places: [], outward: null }, setup: { allAreas: true, placeCount: 0 } },
    },
    { title: 'without a lead nothing is judged', given: { lead: null, setup: { coversLead: false } } },
    {
      title: 'a lead from nowhere matches no chosen place, and no mismatch is said on top',
      given: { lead: { places: [], outward: null }, setup: { coversLead: false } },
      values: { outward: null, allAreas: false },
      parked: null,
    },
  ],
  LOCATION_NO_MATCH: [
    { title: 'a place that contains the lead matches', given: { setup: { placeCount: 40, coversLead: true } } },
    { title: 'all areas match', given: { setup: { allAreas: true, placeCount: 0, coversLead: false } } },
    { title: 'without a lead nothing is judged', given: { lead: null, setup: { coversLead: false } } },
    {
      title: 'neither its area nor its district is chosen',
      given: { setup: { placeCount: 3, coversLead: false } },
      values: { outward: 'NW10', places: 3 },
      parked: null,
    },
  ],
  FCA_REQUIRED: [
    { title: 'a type that does not require it asks nobody', given: { leadType: { requireFca: false } } },
    {
      title: 'a given number is enough (F10)',
      given: { leadType: { requireFca: true }, partner: { fcaNumber: '012345' } },
    },
    {
      title: 'a required number that is missing stops the lead (F10)',
      given: { leadType: { requireFca: true }, partner: { fcaNumber: null } },
      values: { fcaNumber: null, register: null },
      parked: untilChange,
    },
    ...(['unverified', 'not_found'] as const).flatMap((fcaStatus) => [
      {
        title: `a number that is ${fcaStatus} is enough unless the broker says otherwise (F10)`,
        given: { leadType: { requireFca: true }, partner: { fcaNumber: '012345', fcaStatus } },
      },
      {
        title: `a number that is ${fcaStatus} stops the lead where the register must know it`,
        given: {
          leadType: { requireFca: true },
          partner: { fcaNumber: '012345', fcaStatus },
          rules: { blockUnverifiedFca: true },
        },
        values: { fcaNumber: '012345', register: fcaStatus },
        parked: untilChange,
      },
    ]),
    {
      title: 'a number that the register knows is enough there too',
      given: {
        leadType: { requireFca: true },
        partner: { fcaNumber: '012345', fcaStatus: 'found' },
        rules: { blockUnverifiedFca: true },
      },
    },
    {
      title: 'a type that does not require it asks no register either',
      given: { leadType: { requireFca: false }, rules: { blockUnverifiedFca: true } },
    },
  ],
  OFFLINE: [
    { title: 'an online partner is welcome', given: { partner: { online: true } } },
    {
      title: 'a partner that paused gets nothing (F3)',
      given: { partner: { online: false } },
      values: { online: false },
      parked: untilChange,
    },
    {
      title: 'a partner that paused gets nothing by hand either (F3)',
      given: { partner: { online: false }, leadType: { referralMethod: 'manual' } },
      values: { online: false },
      parked: untilChange,
    },
  ],
  OUTSIDE_SCHEDULE: [
    { title: 'the start is included', given: { partner: { openFrom: noon, openUntil: onePm } } },
    {
      title: 'the last millisecond is inside',
      given: { now: onePm - 1, partner: { openFrom: noon, openUntil: onePm } },
    },
    {
      title: 'a millisecond before the start is outside',
      given: { now: noon - 1, partner: { openFrom: noon, openUntil: onePm } },
      values: { now: '2026-03-03T11:59:59.999Z', opensAt: '2026-03-03T12:00:00.000Z' },
      parked: noon,
    },
    {
      title: 'the end is not included (F34)',
      given: { now: onePm, partner: { openFrom: onePm + 60 * minute, openUntil: onePm + 120 * minute } },
      values: { now: '2026-03-03T13:00:00.000Z', opensAt: '2026-03-03T14:00:00.000Z' },
      parked: onePm + 60 * minute,
    },
    {
      title: 'a partner that has its leads wait is referred them while it is closed (F34)',
      given: { partner: { openFrom: onePm, openUntil: onePm + 60 * minute, queuesUntilOpen: true } },
    },
    {
      title: 'a call must be answered now, whatever may wait (F18)',
      given: {
        leadType: { referralMethod: 'transfer' },
        partner: { openFrom: onePm, openUntil: untilChange, queuesUntilOpen: true, transferNumber: '+442079460123' },
      },
      values: { now: '2026-03-03T12:00:00.000Z', opensAt: '2026-03-03T13:00:00.000Z' },
      parked: onePm,
    },
  ],
  DAILY_LIMIT: [
    { title: 'limit 10, used 9 passes', given: { partner: { dailyLimit: 10 }, counts: { today: 9 } } },
    { title: '0 is no limit (F33)', given: { partner: { dailyLimit: 0 }, counts: { today: 1_000_000 } } },
    {
      title: 'limit 10, used 10 fails',
      given: { partner: { dailyLimit: 10 }, counts: { today: 10 } },
      values: { limit: 10, used: 10 },
      parked: dayEnds,
    },
    {
      title: 'a limit that was lowered below what is used fails',
      given: { partner: { dailyLimit: 5 }, counts: { today: 10 } },
      values: { limit: 5, used: 10 },
      parked: dayEnds,
    },
  ],
  MONTHLY_LIMIT: [
    { title: 'limit 10, used 9 passes', given: { partner: { monthlyLimit: 10 }, counts: { thisMonth: 9 } } },
    { title: '0 is no limit (F33)', given: { partner: { monthlyLimit: 0 }, counts: { thisMonth: 1_000_000 } } },
    {
      title: 'limit 10, used 10 fails',
      given: { partner: { monthlyLimit: 10 }, counts: { thisMonth: 10 } },
      values: { limit: 10, used: 10 },
      parked: monthEnds,
    },
  ],
  TYPE_DAILY_LIMIT: [
    { title: 'limit 10, used 9 passes', given: { setup: { dailyLimit: 10 }, counts: { typeToday: 9 } } },
    { title: '0 is no limit (F33)', given: { setup: { dailyLimit: 0 }, counts: { typeToday: 1_000_000 } } },
    {
      title: "the partner's own limit is another one (F33)",
      given: { partner: { dailyLimit: 11 }, setup: { dailyLimit: 10 }, counts: { today: 10, typeToday: 9 } },
    },
    {
      title: 'limit 10, used 10 fails',
      given: { setup: { dailyLimit: 10 }, counts: { typeToday: 10 } },
      values: { limit: 10, used: 10 },
      parked: dayEnds,
    },
  ],
  TYPE_MONTHLY_LIMIT: [
    { title: 'limit 10, used 9 passes', given: { setup: { monthlyLimit: 10 }, counts: { typeThisMonth: 9 } } },
    { title: '0 is no limit (F33)', given: { setup: { monthlyLimit: 0 }, counts: { typeThisMonth: 1_000_000 } } },
    {
      title: 'limit 10, used 10 fails',
      given: { setup: { monthlyLimit: 10 }, counts: { typeThisMonth: 10 } },
      values: { limit: 10, used: 10 },
      parked: monthEnds,
    },
  ],
  NO_CREDIT: [
    {
      title: 'available 0, credit limit 1000, price 1000 passes',
      given: { account: { availableMinor: 0 }, partner: { creditLimitMinor: 1000 }, setup: { priceMinor: 1000 } },
    },
    {
      title: 'a balance that pays the price to the penny passes',
      given: { account: { availableMinor: 1000 }, setup: { priceMinor: null }, leadType: { defaultPriceMinor: 1000 } },
    },
    {
      title: 'unlimited credit passes whatever is owed (F26)',
      given: { account: { availableMinor: -1_000_000 }, partner: { creditUnlimited: true } },
    },
    { title: 'a free lead needs no credit', given: { account: { availableMinor: 0 }, setup: { priceMinor: 0 } } },
    {
      title: 'available 0, credit limit 1000, price 1001 fails',
      given: { account: { availableMinor: 0 }, partner: { creditLimitMinor: 1000 }, setup: { priceMinor: 1001 } },
      values: { availableMinor: 0, creditLimitMinor: 1000, priceMinor: 1001 },
      parked: untilChange,
    },
    {
      title: 'a credit limit of 0 is pre-pay (F26), and no price of its own follows the default (F20)',
      given: { account: { availableMinor: 1999 }, setup: { priceMinor: null }, leadType: { defaultPriceMinor: 2000 } },
      values: { availableMinor: 1999, creditLimitMinor: 0, priceMinor: 2000 },
      parked: untilChange,
    },
    {
      title: 'what is owed already counts against the limit',
      given: { account: { availableMinor: -500 }, partner: { creditLimitMinor: 1000 }, setup: { priceMinor: 501 } },
      values: { availableMinor: -500, creditLimitMinor: 1000, priceMinor: 501 },
      parked: untilChange,
    },
  ],
  NO_DELIVERY: [
    { title: 'e-mail is enough', given: { partner: { deliversByEmail: true, deliversByInternet: false } } },
    { title: 'internet delivery is enough', given: { partner: { deliversByEmail: false, deliversByInternet: true } } },
    { title: 'a breaker that has run out is closed', given: { partner: { breakerUntil: noon } } },
    {
      title: 'no breaker stops e-mail where nothing goes by internet',
      given: { partner: { deliversByEmail: true, deliversByInternet: false, breakerUntil: onePm } },
    },
    {
      title: 'a telephone transfer needs neither',
      given: {
        leadType: { referralMethod: 'transfer' },
        partner: { deliversByInternet: false, transferNumber: '+442079460123' },
      },
    },
    {
      title: 'no way to deliver stops every lead',
      given: { partner: { deliversByEmail: false, deliversByInternet: false, breakerUntil: onePm } },
      values: { deliversByEmail: false, deliversByInternet: false, breakerOpen: false, breakerOpenUntil: null },
      parked: untilChange,
    },
    {
      title: 'an open breaker stops leads until it is tried again (ENGINE 5)',
      given: { partner: { breakerUntil: onePm } },
      values: {
        deliversByEmail: false,
        deliversByInternet: true,
        breakerOpen: true,
        breakerOpenUntil: '2026-03-03T13:00:00.000Z',
      },
      parked: onePm,
    },
    {
      title: 'an e-mail copy does not go around an open breaker (F32)',
      given: { partner: { deliversByEmail: true, breakerUntil: onePm } },
      values: {
        deliversByEmail: true,
        deliversByInternet: true,
        breakerOpen: true,
        breakerOpenUntil: '2026-03-03T13:00:00.000Z',
      },
      parked: onePm,
    },
    {
      title: 'an endpoint that was switched off for good waits for a change',
      given: { partner: { breakerUntil: untilChange } },
      values: { deliversByEmail: false, deliversByInternet: true, breakerOpen: true, breakerOpenUntil: null },
      parked: untilChange,
    },
  ],
  NO_TRANSFER_NUMBER: [
    { title: 'other methods need no number', given: { leadType: { referralMethod: 'appointment' } } },
    {
      title: 'a transfer with a number passes (F35)',
      given: { leadType: { referralMethod: 'transfer' }, partner: { transferNumber: '+442079460123' } },
    },
    {
      title: 'a transfer without a number has nobody to call (F18)',
      given: { leadType: { referralMethod: 'transfer' }, partner: { transferNumber: null } },
      values: { transferNumber: null },
      parked: untilChange,
    },
  ],
  ALREADY_REFERRED: [
    { title: 'a lead that went to others is new', given: { lead: { referredTo: [1, 3] }, partner: { id: 2 } } },
    { title: 'without a lead nothing is judged', given: { lead: null } },
    {
      title: 'once referred is referred for good, and costs no turn (F21)',
      given: { lead: { referredTo: [1, 2, 3] }, partner: { id: 2 } },
      values: { referredTo: 'ptn_2' },
      parked: null,
    },
  ],
  DUPLICATE_FOR_PARTNER: [
    { title: 'without a window a person may come again and again', given: { lead: { reached: new Map([[2, noon]]) } } },
    { title: 'without a lead nothing is judged', given: { lead: null, partner: { repeatDays: 30 } } },
    {
      title: 'a person whom only others had is new',
      given: { partner: { repeatDays: 30 }, lead: { reached: new Map([[3, noon - 1]]) } },
    },
    {
      title: 'a window of two days is over a millisecond before 48 hours ago (D11)',
      given: { partner: { repeatDays: 2 }, lead: { reached: new Map([[2, noon - 48 * 60 * minute - 1]]) } },
    },
    {
      title: 'a window of two days holds to the hour, its first instant included, and costs no turn (D11)',
      given: { partner: { repeatDays: 2 }, lead: { reached: new Map([[2, noon - 48 * 60 * minute]]) } },
      values: { repeatDays: 2, lastReferredAt: '2026-03-01T12:00:00.000Z' },
      parked: null,
    },
  ],
  FILTER: [
    { title: 'a setup without filters wants every lead', given: { setup: { filters: [] } } },
    { title: 'without a lead nothing is judged', given: { lead: null, setup: { filters: [wantsOldHouses] } } },
    {
      title: 'a lead that says what is wanted is welcome, at the very bound',
      given: { setup: { filters: [wantsOldHouses] }, lead: { fields: [houseAge], values: { age: 30 } } },
    },
    {
      title: 'a lead that says less is stepped over, and the failing clause is named',
      given: { setup: { filters: [wantsOldHouses] }, lead: { fields: [houseAge], values: { age: 29 } } },
      values: { field: 'age', wanted: clauseText(wantsOldHouses), actual: 29 },
      parked: null,
    },
    {
      title: 'a lead that does not say is stepped over',
      given: { setup: { filters: [wantsOldHouses] }, lead: { fields: [houseAge], values: {} } },
      values: { field: 'age', wanted: clauseText(wantsOldHouses), actual: null },
      parked: null,
    },
  ],
  SUPPRESSED: [
    { title: "another partner's list is not this one's", given: { lead: { suppressed: new Set([3]) } } },
    { title: 'without a lead nothing is judged', given: { lead: null } },
    {
      title: 'who asked everybody goes to nobody, and costs no turn',
      given: { lead: { suppressed: new Set([0, 2]) } },
      values: { list: 'everybody' },
      parked: null,
    },
    {
      title: 'who asked this partner does not go to it',
      given: { lead: { suppressed: new Set([2, 3]) } },
      values: { list: 'partner' },
      parked: null,
    },
  ],
  NO_CONSENT: [
    { title: 'a type that asks for none needs none', given: { lead: { consented: false } } },
    { title: 'consent that was given is enough', given: { leadType: { requireConsent: true } } },
    { title: 'without a lead nothing is judged', given: { leadType: { requireConsent: true }, lead: null } },
    {
      title: 'without consent it goes to nobody, and costs no turn (D15)',
      given: { leadType: { requireConsent: true }, lead: { consented: false } },
      values: { requireConsent: true, consented: false },
      parked: null,
    },
  ],
}

describe.each(eligibilityCodes)('%s: it promises that', (code) => {
  it.each(cases[code])('$title', ({ given, values, parked = null }) => {
    const judged = facts(given)
    const failures = evaluate(judged)
    expect(failures.map((failure) => [failure.code, failure.values])).toEqual(
      values === undefined ? [] : [[code, values]],
    )
    expect(parkUntil(judged, failures)).toBe(parked)
  })
})
