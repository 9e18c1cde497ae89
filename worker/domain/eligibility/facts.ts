import type { StoredBilling } from '../../../contract/charge.ts'
import type { Field } from '../../../contract/fields/field.ts'
import type { Clause } from '../../../contract/filter.ts'
import type { ReferralMethod } from '../../../contract/lead-type.ts'
import type { FcaStatus } from '../../../contract/partner.ts'

/**
 * Everything that a decision about one partner, one lead type and (mostly) one lead may look at. One loader reads it
 * for all setups at once; no criterion ever queries. Money is in minor units, instants are epoch milliseconds.
 */
export interface Facts {
  now: number
  leadType: LeadTypeFacts
  /** null: the lead-independent report. */
  lead: LeadFacts | null
  partner: PartnerFacts
  /** null: the partner has no setup for this lead type. */
  setup: SetupFacts | null
  /** Counted in the partner's own current day and month. */
  counts: { today: number; thisMonth: number; typeToday: number; typeThisMonth: number }
  /** The tenant's preferences that a criterion asks for (F1). */
  rules: { allowOwnIntroduction: boolean; blockUnverifiedFca: boolean }
  /** The partner's money: what it may still spend without its credit limit, holds already taken out. */
  account: { availableMinor: number }
}

export interface LeadTypeFacts {
  id: number
  /** How this referral is to be made: the type's own method unless a person chose another. null: not referable. */
  referralMethod: ReferralMethod | null
  requireFca: boolean
  requireConsent: boolean
  defaultPriceMinor: number
  /** What a setup with all areas pays that follows the default (F39); null: the default. */
  nationalPriceMinor: number | null
  /** When the price is charged and what else is. */
  billing: StoredBilling
}

export interface LeadFacts {
  introducerId: number | null
  /** The places that contain the lead, widest first (area, district, …); empty when its location is unknown. */
  places: readonly number[]
  /** The lead's outward code as a person reads it; null when unknown. */
  outward: string | null
  /** Partners that this lead was ever referred to, whatever came of it (F21). */
  referredTo: readonly number[]
  /** The fields of its type and group, and what it says in them: what filters look at. */
  fields: readonly Field[]
  values: Record<string, unknown>
  /** The person agreed that the lead is shared (D1.23). */
  consented: boolean
  /** What the broker owes its introducer for it, frozen when it came in: shares of it may be charged (F39). */
  costMinor: number
  /** Partners that had a lead of this same person before, with when they last were referred one (D1.20). */
  reached: ReadonlyMap<number, number>
  /** Whom the person asked not to be contacted by; 0 is everybody (D1.22). */
  suppressed: ReadonlySet<number>
}

export interface PartnerFacts {
  id: number
  status: string
  buys: boolean
  online: boolean
  fcaNumber: string | null
  fcaStatus: FcaStatus
  transferNumber: string | null
  /** The current window of its schedule, or the next one: [openFrom, openUntil). Round the clock: 0 to untilChange. */
  openFrom: number
  openUntil: number
  dayEnds: number
  monthEnds: number
  dailyLimit: number
  monthlyLimit: number
  creditLimitMinor: number
  creditUnlimited: boolean
  deliversByEmail: boolean
  deliversByInternet: boolean
  /** No second lead of the same person within so many times 24 hours; 0: no window (D1.20). */
  repeatDays: number
  /** It is referred leads outside its schedule as well, and gets them when it opens (F34). */
  queuesUntilOpen: boolean
  /** While this lies ahead, its server is failing and gets nothing new; 0 when all is well. */
  breakerUntil: number
}

export interface SetupFacts {
  id: number
  active: boolean
  /** null follows the lead type's default (F20). */
  priceMinor: number | null
  /** null: as the lead type says (F39). */
  billing: StoredBilling | null
  priority: number
  dailyLimit: number
  monthlyLimit: number
  weight: number
  /** What a lead must say to be wanted (D1.21). */
  filters: readonly Clause[]
  allAreas: boolean
  placeCount: number
  /** True when one of its places contains the lead. */
  coversLead: boolean
}
