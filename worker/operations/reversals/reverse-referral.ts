import type { ReversedReferral } from '../../../contract/reversal.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { found } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { loadMoney } from './load-money.ts'
import { isOnItsWay, reversal } from './reversal.ts'

/**
 * Turns back a buyer's money for one referral, and nothing else of it (F51). Done once more, or after a return, it finds
 * nothing left and says so. Problems: NOT_FOUND, NOT_REVERSIBLE while it is on its way.
 */
export async function reverseReferral(
  ctx: Ctx,
  { leadId, partnerId, reason }: { leadId: string; partnerId: number; reason: string },
): Promise<ReversedReferral> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const referral = found(await loadMoney(ctx, { leadId, partnerId }))
    if (isOnItsWay(referral.loaded.row.state))
      throw new Problem('NOT_REVERSIBLE', { detail: 'Call it back (unrefer), or wait for what comes of it.' })
    const { history, write, view } = reversal(ctx, referral, reason)
    await commitOrThrow(ctx, { history, write, answer: view })
    return view
  })
}
