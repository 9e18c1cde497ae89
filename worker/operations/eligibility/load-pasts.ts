import { formatId } from '../../../contract/id.ts'
import { dayMs } from '../../../contract/time.ts'
import {
  type BreakerRow,
  type PastLineRow,
  type PastReferralRow,
  selectBreakerMoments,
  selectBreakerResets,
  selectPastLines,
  selectPastReferrals,
} from '../../../db/store/past.ts'
import type { Ctx } from '../../context.ts'
import { breakerMoments } from '../../domain/replay/breaker-then.ts'
import type { PartnerPast, TypePast } from '../../domain/replay/facts-then.ts'
import { changedIn, type Timeline, viewAt } from '../../domain/replay/timeline.ts'
import type { CountedReferral } from '../../domain/replay/usage.ts'
import { setupKey, type Timelines } from './load-timelines.ts'

/** What tells the facts of these partners at any moment of a span (C5). */
export interface Pasts {
  timelines: Timelines
  /** null: there is no such partner. */
  partner(partnerId: number, leadTypeId: number): PartnerPast | null
  /** null: there is no such lead type. */
  type(leadTypeId: number): TypePast | null
}

/** Longer than any month of any zone: what may count in the month of the earliest moment. */
const longestMonthMs = 33 * dayMs

/**
 * Reads what these partners were referred, paid and kept out by, for a span of time; their settings are in `timelines`.
 * Referrals are counted of those only that had a cap to compare them with.
 */
export async function loadPasts(
  ctx: Pick<Ctx, 'db'>,
  timelines: Timelines,
  { from, until }: { from: number; until: number },
): Promise<Pasts> {
  const partnerIds = [...timelines.partners.keys()]
  const capped = partnerIds.filter((id) => hadCap(timelines, id))
  const [referrals, lines, moments, resets] = await ctx.db.batch<Record<string, unknown>>([
    selectPastReferrals(ctx.db, { partnerIds: capped, from: from - longestMonthMs, until }),
    selectPastLines(ctx.db, { partnerIds, from, until }),
    selectBreakerMoments(ctx.db, { partnerIds }),
    selectBreakerResets(ctx.db, { partnerIds: partnerIds.map((id) => formatId('partner', id)) }),
  ])
  const counted = Map.groupBy(referrals!.results as unknown as PastReferralRow[], (row) => row.partner_id)
  const statements = Map.groupBy(lines!.results as unknown as PastLineRow[], (row) => row.party)
  const moves = Map.groupBy(moments!.results as unknown as BreakerRow[], (row) => row.partner_id)
  const closings = Map.groupBy(resets!.results as unknown as { id: string; at: number }[], (row) => row.id)
  const pasts = new Map(
    partnerIds.map((id) => [
      id,
      {
        referrals: (counted.get(id) ?? []).map((row) => countedReferral(row, timelines)),
        lines: statements.get(id) ?? [],
        breaker: breakerMoments(
          (moves.get(id) ?? []).map((row) => ({ at: row.at, breakerUntil: row.breaker_until })),
          (closings.get(formatId('partner', id)) ?? []).map(({ at }) => at),
        ),
      },
    ]),
  )
  return {
    timelines,
    partner(partnerId, leadTypeId) {
      const partner = timelines.partners.get(partnerId)
      if (partner === undefined) return null
      const setup = timelines.setups.get(setupKey(partnerId, leadTypeId)) ?? null
      return { partner, setup, ...pasts.get(partnerId)!, breakerNow: partner.breakerUntil }
    },
    type(leadTypeId) {
      const leadType = timelines.leadTypes.get(leadTypeId)
      if (leadType === undefined) return null
      const group = timelines.groups.get(leadType.view.leadGroupId)!
      return { leadType, group, preferences: timelines.preferences }
    },
  }
}

/** A return gives its cap back only where the preference of that moment said so (F33). */
function countedReferral(row: PastReferralRow, { preferences }: Timelines): CountedReferral {
  const leftAt = row.left_as === null ? null : (row.left_at ?? row.referred_at)
  const restores =
    row.left_as !== 'returned' || (leftAt !== null && viewAt(preferences, leftAt)?.view.returnsRestoreCap === true)
  return {
    leadId: row.lead_id,
    leadTypeId: row.lead_type_id,
    referredAt: row.referred_at,
    givenBackAt: restores ? leftAt : null,
  }
}

const hadCap = ({ partners, setups }: Timelines, partnerId: number): boolean =>
  [
    partners.get(partnerId)!,
    ...[...setups.values()].filter(({ view }) => view.partnerId === formatId('partner', partnerId)),
  ].some(isOrWasCapped)

const isOrWasCapped = ({ view, entries }: Timeline<{ dailyLimit: number; monthlyLimit: number }>): boolean =>
  [view.dailyLimit, view.monthlyLimit, ...entries.flatMap(({ data }) => formerLimits(data))].some((limit) => limit > 0)

const formerLimits = (data: Record<string, unknown> | null): number[] => {
  const { dailyLimit, monthlyLimit } = changedIn(data) ?? {}
  return [dailyLimit, monthlyLimit].flatMap((change) => (typeof change?.[0] === 'number' ? [change[0]] : []))
}
