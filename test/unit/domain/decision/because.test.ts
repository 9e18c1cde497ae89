import { describe, expect, it } from 'vitest'
import { eligibilityCodes } from '../../../../contract/eligibility.ts'
import { type AboutPartner, because } from '../../../../worker/domain/decision/because.ts'
import { failureClause } from '../../../../worker/domain/decision/failure-sentence.ts'

const about = (more: Partial<AboutPartner>): AboutPartner => ({
  name: 'Acme',
  fate: 'referred',
  failures: [],
  position: 1,
  wanted: 1,
  arm: 'NW1',
  priority: 2,
  waitedSince: Date.UTC(2026, 2, 3, 14),
  refusal: null,
  override: null,
  currency: 'GBP',
  ...more,
})

const offline = { code: 'OFFLINE', values: { online: false } } as const
const capped = { code: 'DAILY_LIMIT', values: { limit: 10, used: 10 } } as const

describe('why a lead did or did not go to a partner', () => {
  it.each<[Partial<AboutPartner>, string]>([
    [
      {},
      'Acme got this lead: it was number 1 in the order, on the queue of NW1, with priority 2, and had waited there since 2026-03-03 14:00 UTC.',
    ],
    [
      { waitedSince: null },
      'Acme got this lead: it was number 1 in the order, on the queue of NW1, with priority 2, and had never had a lead there.',
    ],
    [
      { waitedSince: undefined },
      'Acme got this lead: it was number 1 in the order, on the queue of NW1, with priority 2.',
    ],
    [
      { fate: 'outranked', position: 3, wanted: 2, waitedSince: undefined },
      'Acme could have taken this lead, but 2 others came before it: it was number 3 in the order, on the queue of NW1, with priority 2.',
    ],
    [{ fate: 'outranked', position: null }, 'Acme could have taken this lead, but enough others came before it.'],
    [
      { fate: 'failed', failures: [offline, capped] },
      'Acme could not take this lead: its leads were paused; and it had had 10 of at most 10 leads that day.',
    ],
    [
      { fate: 'refused', refusal: 'NO_CREDIT' },
      'Acme was to get this lead, and the database refused it: by then its credit no longer covered the price.',
    ],
    [{ fate: 'turn-taken' }, 'Acme was to get this lead, and its turn went to another lead in the same moment.'],
    [
      { position: null, failures: [offline], override: { codes: ['OFFLINE'], reason: 'They rang.' } },
      'Acme got this lead by hand, although its leads were paused. The reason given: They rang.',
    ],
    [
      { position: null, override: { codes: [], reason: '' } },
      'Acme got this lead by hand, and nothing stood in the way.',
    ],
  ])('promises for %j: %s', (more, sentence) => {
    expect(because(about(more))).toBe(sentence)
  })
})

describe('a failed criterion in words', () => {
  it.each<[Parameters<typeof failureClause>[0], string]>([
    [{ code: 'TYPE_NOT_SELECTED', values: { setupId: null } }, 'it had no setup for this lead type'],
    [{ code: 'TYPE_NOT_SELECTED', values: { setupId: 'set_1' } }, 'its setup for this lead type was switched off'],
    [
      { code: 'LOCATION_NO_MATCH', values: { outward: 'NW10', places: 1 } },
      'the lead was in NW10, which none of its 1 place contains',
    ],
    [
      { code: 'NO_CREDIT', values: { availableMinor: -250, creditLimitMinor: 1000, priceMinor: 1001 } },
      'it had -2.50 GBP available and a credit limit of 10.00 GBP, and the lead cost 10.01 GBP',
    ],
    [
      { code: 'OUTSIDE_SCHEDULE', values: { opensAt: '2026-03-04T09:00:00.000Z' } },
      'it was closed, and opened next at 2026-03-04 09:00 UTC',
    ],
    [
      { code: 'NO_DELIVERY', values: { breakerOpen: true, breakerOpenUntil: null } },
      'its server had failed for so long that it was given up',
    ],
    [{ code: 'SUPPRESSED', values: { list: 'partner' } }, 'the person asked not to be contacted by it'],
  ])('promises for %j: %s', (failure, clause) => {
    expect(failureClause(failure, 'GBP')).toBe(clause)
  })

  it.each(eligibilityCodes)('promises words for %s, whatever it compared', (code) => {
    expect(failureClause({ code, values: {} }, 'GBP')).toMatch(/^(it|its|the) /)
  })
})
