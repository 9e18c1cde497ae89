import type { Schedule } from '../../../contract/schedule.ts'
import type { CandidateRow } from '../../../db/store/turns.ts'
import type { Facts, LeadFacts, LeadTypeFacts } from '../../domain/eligibility/facts.ts'
import { periodAt } from '../../domain/schedule/period.ts'
import { windowAt } from '../../domain/schedule/window.ts'

/** What a verdict was read from: a turn is claimed or parked only while none of it has moved. */
export interface Freshness {
  setupVersion: number
  partnerVersion: number
  /** null: not read. */
  seq: number | null
  n: number
  day: number
  month: number
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
  { now, leadType, lead, places }: { now: number; leadType: LeadTypeFacts; lead: LeadFacts | null; places: Coverage },
): { facts: Facts & { setup: NonNullable<Facts['setup']> }; freshness: Freshness } {
  const period = periodAt(row.zone, now)
  const open =
    now < row.open_until
      ? { from: row.open_from, until: row.open_until }
      : windowAt(row.schedule === null ? null : (JSON.parse(row.schedule) as Schedule), row.zone, now)
  const [n, balance, held] = row.account === null ? [0, 0, 0] : (JSON.parse(row.account) as [number, number, number])
  const sameDay = row.day === period.day
  const sameMonth = row.month === period.month
  return {
    facts: {
      now,
      leadType,
      lead,
      partner: {
        id: row.partner_id,
        status: row.status,
        buys: row.buys === 1,
        online: row.online === 1,
        fcaNumber: row.fca_number,
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
        breakerUntil: row.breaker_until,
      },
      setup: {
        id: row.setup_id,
        active: row.active === 1,
        priceMinor: row.price,
        priority: row.priority,
        dailyLimit: row.setup_daily_limit,
        monthlyLimit: row.setup_monthly_limit,
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
      seq: row.seq,
      n,
      day: period.day,
      month: period.month,
    },
  }
}
