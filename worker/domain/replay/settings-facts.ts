import { parseId } from '../../../contract/id.ts'
import type { LeadType } from '../../../contract/lead-type.ts'
import type { Partner } from '../../../contract/partner.ts'
import type { Preferences } from '../../../contract/preferences.ts'
import type { Setup } from '../../../contract/setup.ts'
import { storedBilling, storedCharges } from '../billing/stored-charges.ts'
import type { Facts, LeadTypeFacts, PartnerFacts, SetupFacts } from '../eligibility/facts.ts'
import { allAreas, type PlaceCode } from '../places/place.ts'
import { placeNamed } from '../places/schemes.ts'
import { periodAt } from '../schedule/period.ts'
import { windowAt } from '../schedule/window.ts'

/**
 * A partner's facts at a moment, from its settings as they were: the same that routing reads from its row. The
 * simulation that compares the two for every past moment is test/simulation/time-travel.test.ts.
 */
export function partnerFacts(view: Partner, { at, breakerUntil }: { at: number; breakerUntil: number }): PartnerFacts {
  const period = periodAt(view.zone, at)
  const open = windowAt(view.schedule, view.zone, at)
  return {
    id: parseId('partner', view.id)!,
    status: view.status,
    buys: view.buys,
    online: view.online,
    fcaNumber: view.fcaNumber,
    fcaStatus: view.fcaStatus,
    transferNumber: view.transferNumber,
    openFrom: open.from,
    openUntil: open.until,
    dayEnds: period.dayEnds,
    monthEnds: period.monthEnds,
    dailyLimit: view.dailyLimit,
    monthlyLimit: view.monthlyLimit,
    creditLimitMinor: view.creditLimit.amount,
    creditUnlimited: view.creditUnlimited,
    deliversByEmail: view.delivery.email !== null,
    deliversByInternet: view.delivery.internet !== null,
    repeatDays: view.repeatDays,
    queuesUntilOpen: view.queueUntilOpen,
    breakerUntil,
  }
}

/** A setup's facts, from its settings as they were; `leadPlaces` are the places that contain the lead. */
export function setupFacts(view: Setup, leadPlaces: readonly PlaceCode[]): SetupFacts {
  const codes = placesOf(view)
  return {
    id: parseId('setup', view.id)!,
    active: view.active,
    priceMinor: view.price?.amount ?? null,
    billing: storedBilling(view.billing),
    priority: view.priority,
    dailyLimit: view.dailyLimit,
    monthlyLimit: view.monthlyLimit,
    weight: view.weight,
    filters: view.filters,
    allAreas: view.allAreas,
    placeCount: codes.length,
    coversLead: coveredBy(codes, leadPlaces).length > 0,
  }
}

/** The places that a setup had, as codes; all areas is one of them. */
export function placesOf({ allAreas: everywhere, places }: Pick<Setup, 'allAreas' | 'places'>): readonly PlaceCode[] {
  if (everywhere) return [allAreas]
  const known = codesOf.get(places)
  if (known !== undefined) return known
  const codes = places.flatMap((name) => placeNamed(name) ?? [])
  codesOf.set(places, codes)
  return codes
}

/** The same list is asked for with every lead of a window; it may have thousands of names. It changes no answer. */
const codesOf = new WeakMap<readonly string[], readonly PlaceCode[]>()

/** Which of a setup's places take a lead that lies in these. */
export const coveredBy = (codes: readonly PlaceCode[], leadPlaces: readonly PlaceCode[]): PlaceCode[] =>
  codes.filter((code) => code === allAreas || leadPlaces.includes(code))

/** A lead type's facts, from its settings as they were. */
export const leadTypeFacts = (view: LeadType): LeadTypeFacts => ({
  id: parseId('leadType', view.id)!,
  referralMethod: view.referralMethod,
  requireFca: view.requireFca,
  requireConsent: view.requireConsent,
  defaultPriceMinor: view.defaultPrice.amount,
  nationalPriceMinor: view.nationalPrice?.amount ?? null,
  billing: { point: view.billingPoint, charges: storedCharges(view.charges) },
})

/** What criteria ask of the preferences. */
export const rulesOf = ({ allowOwnIntroduction, blockUnverifiedFca }: Preferences): Facts['rules'] => ({
  allowOwnIntroduction,
  blockUnverifiedFca,
})
