import { describe, expect, it } from 'vitest'
import { type EligibilityCode, eligibilityCodes, type Failure } from '../../../contract/eligibility.ts'
import { reasonOf } from '../../../scripts/story/words.ts'

const speech = { currency: 'GBP', zone: 'Europe/London' }

const reason = (code: EligibilityCode, values: Failure['values'] = {}) =>
  reasonOf({ code, title: 'The criterion', values }, speech)

/** Values as the criteria give them (worker/domain/eligibility/criteria). */
const told: [EligibilityCode, Failure['values'], string][] = [
  ['TYPE_NOT_REFERABLE', {}, 'this lead type is not sold'],
  ['NOT_ACTIVE', { status: 'pending' }, 'waits to be approved'],
  ['NOT_ACTIVE', { status: 'suspended' }, 'is suspended'],
  ['NOT_BUYER', {}, 'buys no leads'],
  ['OWN_INTRODUCTION', { introducerId: 'ptn_2' }, 'introduced this lead itself'],
  ['TYPE_NOT_SELECTED', { setupId: null, active: false }, 'does not buy this lead type'],
  ['NO_LOCATIONS_SET', { allAreas: false, places: 0 }, 'has chosen no places yet'],
  ['LOCATION_UNKNOWN', {}, 'the place is not known, and it does not cover the whole country'],
  ['LOCATION_NO_MATCH', { outward: 'M1', places: 4 }, 'does not cover M1'],
  ['FCA_REQUIRED', { requireFca: true, fcaNumber: null }, 'has given no FCA number'],
  ['OFFLINE', { online: false }, 'paused its leads'],
  ['OUTSIDE_SCHEDULE', { opensAt: '2026-06-01T08:00:00.000Z' }, 'is closed, opens Mon 09:00'],
  ['DAILY_LIMIT', { limit: 1, used: 1 }, 'has its leads for today (1 of 1)'],
  ['MONTHLY_LIMIT', { limit: 40, used: 40 }, 'has its leads for this month (40 of 40)'],
  ['TYPE_DAILY_LIMIT', { limit: 5, used: 5 }, 'has its leads of this type for today (5 of 5)'],
  ['TYPE_MONTHLY_LIMIT', { limit: 9, used: 9 }, 'has its leads of this type for this month (9 of 9)'],
  ['NO_CREDIT', { availableMinor: 1200, creditLimitMinor: 0, priceMinor: 3800 }, 'has £12.00, the lead costs £38.00'],
  [
    'NO_CREDIT',
    { availableMinor: -23_000, creditLimitMinor: 25_000, priceMinor: 3600 },
    'has -£230.00 on a limit of £250.00, the lead costs £36.00',
  ],
  ['NO_DELIVERY', { breakerOpen: false, breakerOpenUntil: null }, 'has not said where its leads should go'],
  [
    'NO_DELIVERY',
    { breakerOpen: true, breakerOpenUntil: '2026-01-05T08:00:00.000Z' },
    'its server keeps failing, tried again Mon 08:00',
  ],
  ['NO_DELIVERY', { breakerOpen: true, breakerOpenUntil: null }, 'its server is gone'],
  ['NO_TRANSFER_NUMBER', {}, 'has no number to put calls through to'],
  ['ALREADY_REFERRED', { referredTo: 'ptn_2' }, 'had this lead before'],
  [
    'FCA_REQUIRED',
    { fcaNumber: '000101', register: 'not_found' },
    'has an FCA number that the register was not seen to know',
  ],
  [
    'DUPLICATE_FOR_PARTNER',
    { repeatDays: 30, lastReferredAt: '2026-06-01T08:00:00.000Z' },
    'had this person Mon 1 Jun 09:00, and wants nobody twice in 30 days',
  ],
  [
    'FILTER',
    { field: 'loan', wanted: 'loan at most £1.00', actual: '£2.00' },
    'wants loan at most £1.00; here it is £2.00',
  ],
  ['FILTER', { field: 'loan', wanted: 'loan is given', actual: null }, 'wants loan is given; here it is not said'],
  ['SUPPRESSED', { list: 'partner' }, 'was asked by this person to leave them alone'],
  ['SUPPRESSED', { list: 'everybody' }, 'may not contact this person, as nobody may'],
  [
    'NO_CONSENT',
    { requireConsent: true, consented: false },
    'may not have it: the person did not agree to be passed on',
  ],
]

describe('why a partner cannot take a lead', () => {
  it.each(told)('promises words for %s with %j', (code, values, words) => {
    expect(reason(code, values)).toBe(words)
  })

  it.each(eligibilityCodes)('promises never to be silent about %s', (code) => {
    expect(reason(code).length).toBeGreaterThan(8)
  })

  it('promises that a criterion without words here is told by its title and values', () => {
    const unknown = { code: 'SOMETHING_NEW' as EligibilityCode, title: 'New to the partner', values: { days: 30 } }
    expect(reasonOf(unknown, speech)).toBe('not: New to the partner (days 30)')
  })
})
