import type { ReturnView } from '../../../contract/return.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { approval } from './approval.ts'
import { loadReturn } from './load-return.ts'
import { openReturn } from './open-return.ts'
import { unchanged } from './request-return.ts'
import { namesOf, returnView } from './return-view.ts'

/**
 * Approves a return (F52): its money goes back in the same commit. Of many at once, one moves money and all get the same
 * answer. One of a referral that was called back meanwhile (F47) is approved all the same: it was asked for in time.
 * Problems: NOT_FOUND, RETURN_DECIDED.
 */
export async function approveReturn(
  ctx: Ctx,
  {
    leadId,
    partnerId,
    note,
    reroute,
  }: { leadId: string; partnerId: number; note: string; reroute?: boolean | undefined },
): Promise<ReturnView> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const found = await loadReturn(ctx, { leadId, partnerId })
    if (found.current?.state === 'approved') return unchanged(ctx, found, found.current)
    const asked = openReturn(found)
    const version = found.loaded.row.version + 1
    const approved = await approval(ctx, found, { asked, version, note, automatic: false, reroute })
    const answer = returnView(approved.row, namesOf(found), ctx.actor)
    const rows = await commitOrThrow(ctx, {
      history: approved.history,
      write: [...found.guards, ...approved.write],
      read: approved.read,
      answer,
    })
    approved.start(rows)
    return answer
  })
}
