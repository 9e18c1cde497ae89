import type { StoredBilling } from '../../../contract/charge.ts'
import type { Clause } from '../../../contract/filter.ts'
import type { ReferralMethod } from '../../../contract/lead-type.ts'
import type { CandidateRow } from '../../../db/store/turns.ts'
import type { Facts, LeadFacts, LeadTypeFacts } from '../../domain/eligibility/facts.ts'
import { periodAt } from '../../domain/schedule/period.ts'
import { readSchedule } from '../../domain/schedule/read-schedule.ts'
import { windowAt } from '../../domain/schedule/window.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'

/** What a verdict was read from: a turn is claimed or parked only while none of it has moved. */
export interface Freshness {
  setupVersion: number
  partnerVersion: number
  /** How long its partner has to accept a lead by hand; 0: it need not (D6). No verdict looks at it. */
  acceptMinutes: number
  /** null: not read. */
  seq: number | null
  n: number
  day: number
  month: number
}

/** What all candidates of one decision share. */
export interface About {
  leadType: LeadTypeFacts
  rules: Facts['rules']
  lead: LeadFacts | null
}

/** How a setup covers the lead. Read through an arm, it does so by definition; the report counts its places. */
interface Coverage {
  allAreas: boolean
  placeCount?: number
  coversLead?: boolean
}

/** The facts of one row: counts of a past day are zero, a schedule's past window is replaced by the one that counts. */
export function factsOf(
  row: CandidateRow,
  { now, leadType, rules, lead, places }: About & { now: number; places: Coverage },
): { facts: Facts & { setup: NonNullable<Facts['setup']> }; freshness: Freshness } {
  const period = periodAt(row.zone, now)
  const open =
    now < row.open_until
      ? { from: row.open_from, until: row.open_until }
      : windowAt(readSchedule(row.schedule), row.zone, now)
  const [n, balance, held] = row.account === null ? [0, 0, 0] : (JSON.parse(row.account) as [number, number, number])
  const sameDay = row.day === period.day
  const sameMonth = row.month === period.month
  return {
    facts: {
      now,
      leadType,
      rules,
      lead,
      partner: {
        id: row.partner_id,
        status: row.status,
        buys: row.buys === 1,
        online: row.online === 1,
        fcaNumber: row.fca_number,
        fcaStatus: row.fca_status,
        transferNumber: row.transfer_number,
        openFrom: open.from,
        openUntil: open.until,
        dayEnds: period.dayEnds,
        monthEnds: period.monthEnds,
        dailyLimit: row.daily_limit,
        monthlyLimit: row.monthly_limit,
        creditLimitMinor: row.credit_limit,
        creditUnlimited: row.credit_unlimited === 1,
        deliversByEmail: row.by_email === 1,
        deliversByInternet: row.by_internet === 1,
        repeatDays: row.repeat_days,
        queuesUntilOpen: row.queue_until_open === 1,
        breakerUntil: row.breaker_until,
      },
      setup: {
        id: row.setup_id,
        active: row.active === 1,
        priceMinor: row.price,
        billing: row.billing === null ? null : (JSON.parse(row.billing) as StoredBilling),
        priority: row.priority,
        dailyLimit: row.setup_daily_limit,
        monthlyLimit: row.setup_monthly_limit,
        weight: row.weight,
        filters: filtersOf(row.filters),
        allAreas: places.allAreas,
        placeCount: places.placeCount ?? 1,
        coversLead: places.coversLead ?? true,
      },
      counts: {
        today: sameDay ? (row.today ?? 0) : 0,
        typeToday: sameDay ? (row.type_today ?? 0) : 0,
        thisMonth: sameMonth ? (row.this_month ?? 0) : 0,
        typeThisMonth: sameMonth ? (row.type_this_month ?? 0) : 0,
      },
      account: { availableMinor: balance - held },
    },
    freshness: {
      setupVersion: row.setup_version,
      partnerVersion: row.partner_version,
      acceptMinutes: row.accept_minutes ?? 0,
      seq: row.seq,
      n,
      day: period.day,
      month: period.month,
    },
  }
}

/** Most setups have none: they share one list. */
const filtersOf = (stored: string | null): readonly Clause[] =>
  stored === null || stored === '[]' ? noFilters : (JSON.parse(stored) as Clause[])
const noFilters: readonly Clause[] = []

/** What a lead type says to its criteria, when one of its leads is referred by this method. */
export const leadTypeFacts = (leadType: LoadedLeadType, method: ReferralMethod | null): LeadTypeFacts => ({
  id: leadType.id,
  referralMethod: method,
  requireFca: leadType.requireFca,
  requireConsent: leadType.requireConsent,
  defaultPriceMinor: leadType.defaultPrice,
  nationalPriceMinor: leadType.nationalPrice,
  billing: leadType.billing,
})

export const rulesOf = ({ preferences: { settings } }: LoadedLeadType): Facts['rules'] => ({
  allowOwnIntroduction: settings.allowOwnIntroduction,
  blockUnverifiedFca: settings.blockUnverifiedFca,
})
