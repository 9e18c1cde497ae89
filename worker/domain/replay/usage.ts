import type { Facts } from '../eligibility/facts.ts'
import { clockReaches } from '../schedule/clock.ts'
import { periodAt } from '../schedule/period.ts'

/** A referral as the caps count it. `givenBackAt`: when it gave its cap back (D18), null while it counts. */
export interface CountedReferral {
  leadId: string
  leadTypeId: number
  referredAt: number
  givenBackAt: number | null
}

/** Just before this lead's own decision at that very moment: what the decision itself did is left out. */
export interface Before {
  at: number
  except?: string | null
}

/**
 * What a partner had used of its limits at a moment (F33), in the calendar day and month of the zone that it had then.
 * Referrals later than the moment are left out, and so is a give-back that was still to come.
 */
export function countsAt(
  referrals: readonly CountedReferral[],
  { zone, at, except = null, leadTypeId }: Before & { zone: string; leadTypeId: number },
): Facts['counts'] {
  const { dayStarts, monthStarts } = startsOf(zone, at)
  const counts = { today: 0, thisMonth: 0, typeToday: 0, typeThisMonth: 0 }
  for (const referral of referrals) {
    if (referral.referredAt < monthStarts || referral.referredAt > at) continue
    if (referral.givenBackAt !== null && referral.givenBackAt <= at) continue
    if (referral.leadId === except && referral.referredAt === at) continue
    const isToday = referral.referredAt >= dayStarts
    const isOfType = referral.leadTypeId === leadTypeId
    counts.thisMonth += 1
    if (isToday) counts.today += 1
    if (isOfType) counts.typeThisMonth += 1
    if (isToday && isOfType) counts.typeToday += 1
  }
  return counts
}

/** When the day and the month began that contain a moment, in a zone; epoch milliseconds. */
export function startsOf(zone: string, at: number): { dayStarts: number; monthStarts: number } {
  const { dayStarts, month } = periodAt(zone, at)
  return { dayStarts, monthStarts: clockReaches(zone, Date.UTC(Math.floor(month / 100), (month % 100) - 1, 1)) }
}
