import { returnId } from '../../../contract/id.ts'
import type { ReturnView } from '../../../contract/return.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import { putReturn, type ReturnRow } from '../../../db/store/returns.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { decisionMessages } from './decision-messages.ts'
import { loadReturn } from './load-return.ts'
import { openReturn } from './open-return.ts'
import { unchanged } from './request-return.ts'
import { namesOf, returnView } from './return-view.ts'
import { tellDecision } from './tell-decision.ts'

/**
 * Rejects a return (F52): the partner keeps the lead, no money moves, and it reads why. It may ask again once this is
 * cleared. Rejecting it once more changes nothing. Problems: NOT_FOUND, RETURN_DECIDED.
 */
export async function rejectReturn(
  ctx: Ctx,
  { leadId, partnerId, note }: { leadId: string; partnerId: number; note: string },
): Promise<ReturnView> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const found = await loadReturn(ctx, { leadId, partnerId })
    if (found.current?.state === 'rejected') return unchanged(ctx, found, found.current)
    const asked = openReturn(found)
    const { reference, row: referral } = found.loaded
    const version = referral.version + 1
    const row: ReturnRow = { ...asked, state: 'rejected', decided_at: ctx.now, decided_by: ctx.by, note }
    const messages = await decisionMessages(ctx, found, { row, version })
    const answer = returnView(row, namesOf(found), ctx.actor)
    const data = { return: returnId(leadId, partnerId), reason: row.reason }
    const told = tellDecision(ctx, found, { row, version })
    const rows = await commitOrThrow(ctx, {
      history: [{ id: reference, version, event: 'return.rejected', data }],
      write: [
        updateReferral(ctx.db, { leadId, partnerId, version }),
        putReturn(ctx.db, row),
        ...messages.map((job) => insertJob(ctx.db, job)),
        ...told.write,
      ],
      read: told.read,
      answer,
    })
    for (const job of messages) ctx.startJob(job)
    told.start(rows)
    return answer
  })
}
