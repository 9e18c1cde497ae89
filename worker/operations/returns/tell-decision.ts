import { returnId } from '../../../contract/id.ts'
import type { ReturnRow } from '../../../db/store/returns.ts'
import type { Ctx } from '../../context.ts'
import type { Announced } from '../automations/announce.ts'
import { tell } from '../webhooks/tell.ts'
import type { FoundReturn } from './load-return.ts'

/** Lets webhooks hear what was decided on a return, in the commit that decides it. The words stay with us. */
export function tellDecision(
  ctx: Ctx,
  { loaded }: FoundReturn,
  { row, version }: { row: ReturnRow; version: number },
): Announced {
  const { lead_id: leadId, partner_id: partnerId, currency } = loaded.row
  return tell(ctx, {
    type: 'return.decided',
    because: `${loaded.reference}:${version}`,
    leadId,
    partnerIds: [partnerId],
    more: {
      return: returnId(leadId, partnerId),
      decision: row.state,
      refunded: { amount: row.state === 'approved' ? row.refunded : 0, currency },
    },
  })
}
