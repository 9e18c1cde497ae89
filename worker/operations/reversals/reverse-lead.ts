import type { ReversedLead } from '../../../contract/reversal.ts'
import { raiseLead, selectLead } from '../../../db/store/leads.ts'
import { selectReferralsOfLead } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { found } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { introducerReversal } from './introducer-reversal.ts'
import { type LoadedMoney, loadMoney } from './load-money.ts'
import { isOnItsWay, reversal } from './reversal.ts'

/**
 * Turns back all money of a lead, both sides of it, in one commit (F49): what its buyers were charged, and what its
 * introducer is owed. Whoever has the lead keeps it. Done once more, it finds nothing left and says so. Problems:
 * NOT_FOUND, NOT_REVERSIBLE while one of its referrals is on its way.
 */
export async function reverseLead(
  ctx: Ctx,
  { leadId, reason }: { leadId: string; reason: string },
): Promise<ReversedLead> {
  requireAdmin(ctx.actor)
  const { currency } = await loadBroker(ctx)
  return retryOnRace(async () => {
    const lead = found(await selectLead(ctx.db, leadId).first<{ version: number }>())
    const referrals = await loadAll(ctx, leadId)
    const open = referrals.find(({ loaded }) => isOnItsWay(loaded.row.state))
    if (open !== undefined)
      throw new Problem('NOT_REVERSIBLE', {
        detail: `${open.loaded.reference} is still on its way: call it back (unrefer), or wait for what comes of it.`,
      })
    const each = referrals.map((referral) => reversal(ctx, referral, reason))
    const { write, reversedMinor, introducer } = await introducerReversal(ctx, { leadId, reason })
    const version = lead.version + 1
    const refundedMinor = each.reduce((sum, { view }) => sum + view.refunded.amount, 0)
    const moves = reversedMinor > 0 || each.some(({ history }) => history.length > 0)
    const answer = {
      leadId,
      referrals: each.map(({ view }) => view),
      introducer: { leadId, introducer, reversed: { amount: reversedMinor, currency } },
    }
    await commitOrThrow(ctx, {
      history: moves
        ? [
            { id: leadId, version, event: 'lead.reversed', data: { reason, refundedMinor, reversedMinor } },
            ...each.flatMap(({ history }) => history),
          ]
        : [],
      write: moves ? [...each.flatMap((one) => one.write), ...write, raiseLead(ctx.db, { id: leadId, version })] : [],
      answer,
    })
    return answer
  })
}

async function loadAll(ctx: Ctx, leadId: string): Promise<LoadedMoney[]> {
  const { results } = await selectReferralsOfLead(ctx.db, leadId).all<{ partner_id: number }>()
  const loaded = await Promise.all(results.map(({ partner_id }) => loadMoney(ctx, { leadId, partnerId: partner_id })))
  return loaded.filter((each) => each !== null)
}
