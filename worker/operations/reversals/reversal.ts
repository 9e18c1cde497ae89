import { formatId } from '../../../contract/id.ts'
import type { ReferralState } from '../../../contract/referral.ts'
import type { ReversedReferral } from '../../../contract/reversal.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import { writeTransfer } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import { refund } from '../../domain/returns/referral-money.ts'
import { giveBack } from '../billing/reach-point.ts'
import type { LoadedMoney } from './load-money.ts'

/** What turning back one referral's money adds to its commit; nothing where there is nothing left to turn back. */
export interface Reversal {
  history: HistoryRow[]
  write: D1PreparedStatement[]
  view: ReversedReferral
}

/**
 * Turns back a buyer's money for one referral (F51): all that was charged and is not refunded yet, and what is held goes
 * free, so that nothing is charged for it any more. The partner keeps the lead, and its slot.
 */
export function reversal(ctx: Ctx, { loaded, money }: LoadedMoney, reason: string): Reversal {
  const { row, reference } = loaded
  const { chargedMinor, heldMinor } = money
  const version = row.version + 1
  const lines = refund(reference, { partnerId: row.partner_id, amountMinor: chargedMinor, note: reason })
  const moves = chargedMinor > 0 || heldMinor > 0
  const data = { reason, refundedMinor: chargedMinor, releasedMinor: heldMinor }
  return {
    history: moves ? [{ id: reference, version, event: 'referral.reversed', data }] : [],
    write: moves
      ? [
          ...lines.map((line) => writeTransfer(ctx.db, line, ctx.now)),
          ...giveBack(ctx, row),
          updateReferral(ctx.db, {
            leadId: row.lead_id,
            partnerId: row.partner_id,
            version,
            releasedAt: row.released_at === null ? ctx.now : null,
          }),
        ]
      : [],
    view: {
      referralId: reference,
      partner: { id: formatId('partner', row.partner_id), name: row.partner_name },
      state: row.state,
      refunded: { amount: chargedMinor, currency: row.currency },
      released: { amount: heldMinor, currency: row.currency },
    },
  }
}

/** Its outcome is open: what is held for it is charged or given back by what comes of it, and by nothing else. */
export const isOnItsWay = (state: ReferralState): boolean => state === 'referred' || state === 'unknown'
