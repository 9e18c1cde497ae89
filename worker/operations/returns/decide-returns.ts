import { parseReturnId } from '../../../contract/id.ts'
import type { BulkDecision, BulkResult, ReturnView } from '../../../contract/return.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { approveReturn } from './approve-return.ts'
import { clearReturn } from './clear-return.ts'
import { oneByOne } from './one-by-one.ts'
import { rejectReturn } from './reject-return.ts'

/** Decides many returns at once; each entry has a result of its own. */
export function decideReturns(ctx: Ctx, { items }: BulkDecision): Promise<BulkResult> {
  requireAdmin(ctx.actor)
  return oneByOne(ctx, items, { idOf: ({ returnId }) => returnId, work: decideOne })
}

function decideOne(ctx: Ctx, decision: BulkDecision['items'][number]): Promise<ReturnView> {
  const of = parseReturnId(decision.returnId)!
  switch (decision.decision) {
    case 'approve':
      return approveReturn(ctx, { ...of, note: decision.note, reroute: decision.reroute })
    case 'reject':
      return rejectReturn(ctx, { ...of, note: decision.note })
    case 'clear':
      return clearReturn(ctx, of)
  }
}
