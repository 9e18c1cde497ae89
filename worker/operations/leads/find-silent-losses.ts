import { isLeadId } from '../../../contract/id.ts'
import type { SilentLosses } from '../../../contract/silent-loss.ts'
import { hourMs, minuteMs, toIso } from '../../../contract/time.ts'
import { countLeads, type LossRow, selectSilentLosses } from '../../../db/store/silent-losses.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { uuidAt } from '../uuid-at.ts'

/** How long a lead may be under way before somebody asks where it is. */
export const graceMs = 5 * minuteMs
const mostFound = 100

/**
 * The silent-loss check (C17): every lead that was accepted in the last `hours` is referred, held with a reason and a
 * next look, waits for a person, or is closed with a reason. What is not is listed; cron mends it and tells the broker.
 */
export async function findSilentLosses(ctx: Ctx, { hours }: { hours: number }): Promise<SilentLosses> {
  requireAdmin(ctx.actor)
  const since = ctx.now - hours * hourMs
  const range = leadsSince(ctx, since)
  const [losses, count] = await Promise.all([readLosses(ctx, range), countLeads(ctx.db, range).first<{ n: number }>()])
  return {
    checkedAt: toIso(ctx.now),
    since: toIso(since),
    checked: count!.n,
    lost: losses.map(({ id, received_at, location, because }) => ({
      leadId: id,
      receivedAt: toIso(received_at),
      location,
      because,
    })),
  }
}

/** Leads with an id between the two, but for those of the last minutes. */
export const readLosses = async (ctx: Ctx, range: { from: string; until: string }): Promise<LossRow[]> =>
  (await selectSilentLosses(ctx.db, { ...range, receivedBy: ctx.now - graceMs, limit: mostFound }).all<LossRow>())
    .results

/** Ids sort by time; a client's clock may be a little fast. */
export const leadsSince = (ctx: Ctx, since: number): { from: string; until: string } => ({
  from: `lead_${uuidAt(since)}`,
  until: `lead_${uuidAt(ctx.now + hourMs)}`,
})

/** One lead alone: one whose id is older than any range that is looked through. */
export const onlyLead = (leadId: string): { from: string; until: string } => {
  if (!isLeadId(leadId)) throw new Error(`Not a lead's id: ${leadId}`)
  return { from: leadId, until: `${leadId}~` }
}
