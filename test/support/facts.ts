import type { Facts, LeadFacts, SetupFacts } from '../../worker/domain/eligibility/facts.ts'
import { placeCode } from '../../worker/domain/places/place.ts'

/** What differs from facts that pass every criterion. null leaves out the lead or the setup. */
export interface FactsOverrides {
  now?: number
  leadType?: Partial<Facts['leadType']>
  lead?: Partial<LeadFacts> | null
  partner?: Partial<Facts['partner']>
  setup?: Partial<SetupFacts> | null
  counts?: Partial<Facts['counts']>
  rules?: Partial<Facts['rules']>
  account?: Partial<Facts['account']>
}

/**
 * Facts that pass every criterion, but for what is given: a lead from NW10 at 10.00 for partner ptn_2, which takes NW,
 * is open round the clock and has 100.00 to spend. It is noon on Tuesday 3 March 2026 in London.
 */
export const facts = (given: FactsOverrides = {}): Facts => ({
  now: given.now ?? noon,
  leadType: {
    id: 1,
    referralMethod: 'immediate',
    requireFca: false,
    requireConsent: false,
    defaultPriceMinor: 1000,
    nationalPriceMinor: null,
    billing: { point: 'accepted', charges: [] },
    ...given.leadType,
  },
  lead: given.lead === null ? null : { ...aLead, ...given.lead },
  partner: { ...aPartner, ...given.partner },
  setup: given.setup === null ? null : { ...aSetup, ...given.setup },
  counts: { today: 0, thisMonth: 0, typeToday: 0, typeThisMonth: 0, ...given.counts },
  rules: { allowOwnIntroduction: false, blockUnverifiedFca: false, ...given.rules },
  account: { availableMinor: 10_000, ...given.account },
})

export const noon = Date.parse('2026-03-03T12:00:00Z')
export const dayEnds = Date.parse('2026-03-04T00:00:00Z')
export const monthEnds = Date.parse('2026-03-31T23:00:00Z')

const aLead: LeadFacts = {
  introducerId: 1,
  places: ['NW', 'NW10'].map((name) => placeCode(0, name)),
  outward: 'NW10',
  referredTo: [],
  fields: [],
  values: {},
  consented: true,
  costMinor: 0,
  reached: new Map(),
  suppressed: new Set(),
}

const aPartner: Facts['partner'] = {
  id: 2,
  status: 'active',
  buys: true,
  online: true,
  fcaNumber: null,
  fcaStatus: 'unverified',
  transferNumber: null,
  openFrom: 0,
  openUntil: Number.MAX_SAFE_INTEGER,
  dayEnds,
  monthEnds,
  dailyLimit: 0,
  monthlyLimit: 0,
  creditLimitMinor: 0,
  creditUnlimited: false,
  deliversByEmail: false,
  deliversByInternet: true,
  repeatDays: 0,
  queuesUntilOpen: false,
  breakerUntil: 0,
}

const aSetup: SetupFacts = {
  id: 5,
  active: true,
  priceMinor: null,
  billing: null,
  priority: 0,
  dailyLimit: 0,
  monthlyLimit: 0,
  weight: 1,
  filters: [],
  allAreas: false,
  placeCount: 1,
  coversLead: true,
}
