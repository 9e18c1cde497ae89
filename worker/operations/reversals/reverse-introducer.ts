import type { ReversedIntroducer } from '../../../contract/reversal.ts'
import { isTurnedBack } from '../../../db/store/introducer-payments.ts'
import { raiseLead, selectLead } from '../../../db/store/leads.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { found } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { introducerReversal } from './introducer-reversal.ts'

/**
 * Turns back what the introducer of a lead is owed for it (F50), what it would be owed later too; buyers' money stays
 * where it is. Done once more, it finds nothing left and says so. Problems: NOT_FOUND.
 */
export async function reverseIntroducer(
  ctx: Ctx,
  { leadId, reason }: { leadId: string; reason: string },
): Promise<ReversedIntroducer> {
  requireAdmin(ctx.actor)
  const { currency } = await loadBroker(ctx)
  return retryOnRace(async () => {
    const lead = found(await selectLead(ctx.db, leadId).first<{ version: number }>())
    const { write, reversedMinor, introducer } = await introducerReversal(ctx, { leadId, reason })
    const version = lead.version + 1
    const answer = { leadId, introducer, reversed: { amount: reversedMinor, currency } }
    const moves = reversedMinor > 0 || (introducer !== null && !(await isTurnedBack(ctx.db, leadId)))
    await commitOrThrow(ctx, {
      history: moves
        ? [{ id: leadId, version, event: 'lead.introducer-reversed', data: { reason, reversedMinor } }]
        : [],
      write: moves ? [...write, raiseLead(ctx.db, { id: leadId, version })] : [],
      answer,
    })
    return answer
  })
}
