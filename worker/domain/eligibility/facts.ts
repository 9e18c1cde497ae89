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
  /** The partner's money: what it may still spend without its credit limit, holds already taken out. */
  account: { availableMinor: number }
}

export interface LeadTypeFacts {
  id: number
  referralMethod: string | null
  requireFca: boolean
  defaultPriceMinor: number
}

export interface LeadFacts {
  introducerId: number | null
  /** The places that contain the lead, widest first (area, district, …); empty when its location is unknown. */
  places: readonly number[]
  /** The lead's outward code as a person reads it; null when unknown. */
  outward: string | null
  /** Partners that this lead was ever referred to, whatever came of it (F21). */
  referredTo: readonly number[]
}

export interface PartnerFacts {
  id: number
  status: string
  buys: boolean
  online: boolean
  fcaNumber: string | null
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
  /** While this lies ahead, its server is failing and gets nothing new; 0 when all is well. */
  breakerUntil: number
}

export interface SetupFacts {
  id: number
  active: boolean
  /** null follows the lead type's default (F20). */
  priceMinor: number | null
  priority: number
  dailyLimit: number
  monthlyLimit: number
  allAreas: boolean
  placeCount: number
  /** True when one of its places contains the lead. */
  coversLead: boolean
}

/** What a referral on these facts would charge at most: the setup's own price, or the lead type's default (F19, F20). */
export const priceOf = ({ setup, leadType }: Pick<Facts, 'setup' | 'leadType'>): number =>
  setup?.priceMinor ?? leadType.defaultPriceMinor
