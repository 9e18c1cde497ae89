import type { AutomationEvent } from '../../../contract/automation.ts'
import type { ReferralState } from '../../../contract/referral.ts'
import type { Ctx } from '../../context.ts'
import { type Announced, announce } from '../automations/announce.ts'
import type { LoadedDelivery } from './load-delivery.ts'

/** Lets automations hear what became of a referral (F61), in the commit of its next version; nothing where it stays. */
export function announceOutcome(ctx: Ctx, { row, reference }: LoadedDelivery, state: ReferralState): Announced {
  const event = state === row.state ? undefined : events[state]
  if (event === undefined) return { write: [], read: [], start: () => {} }
  return announce(ctx, {
    event,
    leadId: row.lead_id,
    leadTypeId: row.lead_type_id,
    because: `${reference}:${row.version + 1}`,
    partnerId: row.partner_id,
  })
}

/** A partner that has the lead already does not take it either. */
const events: Partial<Record<ReferralState, AutomationEvent>> = {
  delivered: 'referral.delivered',
  rejected: 'referral.rejected',
  duplicate: 'referral.rejected',
  failed: 'referral.failed',
}
