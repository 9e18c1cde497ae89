import { type DaySpan, recountPartner, rekeyReferrals } from '../../../db/store/partner-counts.ts'
import type { Ctx } from '../../context.ts'
import { type Period, periodAt } from '../../domain/schedule/period.ts'

/**
 * What a partner has used of its limits, counted again in the days of a new zone (F33): there it may be another day or
 * month, and the present count must never be ahead of its clock. The referrals of this month get the new zone's day
 * and month as well, so that one that is given back later is taken off the right count.
 */
export function recount(ctx: Ctx, { partnerId, zone }: { partnerId: number; zone: string }): D1PreparedStatement[] {
  const days = recentDays(zone, ctx.now)
  const today = days[0]!
  const monthStarts = days.findLast(({ month }) => month === today.month)!.from
  return [
    rekeyReferrals(ctx.db, partnerId, days),
    recountPartner(ctx.db, partnerId, { ...today, dayStarts: today.from, monthStarts }),
  ]
}

/**
 * The days of this month in a zone, newest first, and two more: zones lie at most 26 hours apart, so no older referral
 * can have been counted in a month that is this one here.
 */
function recentDays(zone: string, now: number): DaySpan[] {
  const current = periodAt(zone, now)
  // Whatever lies ahead belongs to today: another request's clock may be a little fast.
  const days: DaySpan[] = [{ ...spanOf(current), until: Number.MAX_SAFE_INTEGER }]
  for (let older = 0; older < 2; ) {
    const day = periodAt(zone, days.at(-1)!.from - 1)
    if (day.month !== current.month) older += 1
    days.push(spanOf(day))
  }
  return days
}

const spanOf = ({ day, month, dayStarts, dayEnds }: Period): DaySpan => ({
  day,
  month,
  from: dayStarts,
  until: dayEnds,
})
