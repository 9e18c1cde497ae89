import { formatId, referralId } from '../../../contract/id.ts'
import type { ReversedIntroducer } from '../../../contract/reversal.ts'
import { selectTakeBack, takeBackMustBe } from '../../../db/store/introducer-payments.ts'
import type { Ctx } from '../../context.ts'
import { reverseIntroducerWrites } from '../billing/pay-introducer.ts'

/** What turning back an introducer's payment adds to its commit, and what it comes to. */
export interface IntroducerReversal {
  write: D1PreparedStatement[]
  reversedMinor: number
  introducer: ReversedIntroducer['introducer']
}

export const nothingReversed: IntroducerReversal = { write: [], reversedMinor: 0, introducer: null }

/**
 * Takes back what the introducer of a lead is paid for it (F50): all of it, or with `partnerId` what it is paid for that
 * buyer's referral, and the lead's own amount where nobody else has accepted the lead.
 */
export async function introducerReversal(
  ctx: Ctx,
  { leadId, partnerId, reason }: { leadId: string; partnerId?: number; reason: string },
): Promise<IntroducerReversal> {
  const of = { leadId, referralId: partnerId === undefined ? null : referralId(leadId, partnerId) }
  const row = await selectTakeBack(ctx.db, of).first<{ id: number; name: string; minor: number }>()
  if (row === null) return nothingReversed
  const introducer = { id: formatId('partner', row.id), name: row.name }
  if (row.minor === 0) return { ...nothingReversed, introducer }
  return {
    write: [
      takeBackMustBe(ctx.db, { ...of, minor: row.minor }),
      ...reverseIntroducerWrites(ctx, leadId, { note: reason, ...(partnerId !== undefined && { partnerId }) }),
    ],
    reversedMinor: row.minor,
    introducer,
  }
}
