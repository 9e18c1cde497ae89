import type { Try } from '../../../contract/lead.ts'
import type { ReferralState } from '../../../contract/referral.ts'
import type { DeliveryRecord } from '../../../db/store/deliveries.ts'
import type { Ctx } from '../../context.ts'
import { hasLead } from '../../domain/delivery/has-lead.ts'
import { tryView } from './try-view.ts'

/**
 * A try as whoever asks may see it. A partner sees what was sent where the lead is its own, or where its server answered
 * and so has seen it: otherwise one whose server is never there would read in the log what it never paid for. What it gave
 * back, or was called back, is not shown again.
 */
export function ownTry(
  { actor }: Pick<Ctx, 'actor'>,
  row: Pick<DeliveryRecord, 'version' | 'at' | 'data' | 'raw'>,
  state: ReferralState,
): Try {
  const view = tryView(row)
  if (actor.kind !== 'partner' || hasLead(state)) return view
  // A mail server may answer and have seen nothing: it has refused whoever the message was for.
  const isSeen = view.answer !== null && JSON.parse(row.data).reached !== false
  const hasSeen = isSeen && !ended.includes(state)
  return hasSeen ? view : { ...view, request: null }
}

const ended: readonly ReferralState[] = ['returned', 'unreferred']
