import { returnId } from '../../../contract/id.ts'
import type { ReturnView } from '../../../contract/return.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import { putReturn, type ReturnRow } from '../../../db/store/returns.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { loadReturn } from './load-return.ts'
import { unchanged } from './request-return.ts'
import { namesOf, returnView } from './return-view.ts'

/**
 * Clears a return (F52): it counts as never asked for, in the rate too, and may be asked for again. The broker clears an
 * open or a rejected one; a partner takes its own open one back. Clearing it once more changes nothing. Problems:
 * NOT_FOUND; RETURN_DECIDED for an approved one, and to a partner for a rejected one.
 */
export async function clearReturn(
  ctx: Ctx,
  { leadId, partnerId }: { leadId: string; partnerId: number },
): Promise<ReturnView> {
  return retryOnRace(async () => {
    const found = await loadReturn(ctx, { leadId, partnerId })
    const { current } = found
    if (current === null) throw new Problem('NOT_FOUND')
    if (current.state === 'cleared') return unchanged(ctx, found, current)
    if (current.state === 'approved')
      throw new Problem('RETURN_DECIDED', { detail: 'It was approved, and its money went back.' })
    if (current.state === 'rejected' && ctx.actor.kind === 'partner')
      throw new Problem('RETURN_DECIDED', { detail: 'It was rejected. Only the broker can let it be asked for again.' })
    const version = found.loaded.row.version + 1
    const row: ReturnRow = { ...current, state: 'cleared', decided_at: ctx.now, decided_by: ctx.by }
    const answer = returnView(row, namesOf(found), ctx.actor)
    const data = { return: returnId(leadId, partnerId), was: current.state }
    await commitOrThrow(ctx, {
      history: [{ id: found.loaded.reference, version, event: 'return.cleared', data }],
      write: [updateReferral(ctx.db, { leadId, partnerId, version }), putReturn(ctx.db, row)],
      answer,
    })
    return answer
  })
}
