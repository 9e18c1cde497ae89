import type { FrozenCharge } from '../../../contract/charge.ts'
import { referralId } from '../../../contract/id.ts'
import { payForLead, payShare, takeBack } from '../../../db/store/introducer-payments.ts'
import type { Ctx } from '../../context.ts'

/**
 * Pays a lead's introducer the lead's cost (F39), unless that stands already: for the commit of the lead's first
 * acceptance. Never twice net, whoever calls it and how often. Nothing for a lead that nobody introduced.
 */
export const payIntroducerWrites = (ctx: Ctx, leadId: string): D1PreparedStatement[] => [
  payForLead(ctx.db, leadId, ctx.now),
]

/** Pays it its shares of what one buyer is charged: for the commit of the charges, one line a point at most. */
export const payIntroducerSharesWrites = (
  ctx: Ctx,
  { leadId, partnerId, charged }: { leadId: string; partnerId: number; charged: readonly FrozenCharge[] },
): D1PreparedStatement[] =>
  charged.map(({ point, amountMinor: chargedMinor }) =>
    payShare(ctx.db, { leadId, referralId: referralId(leadId, partnerId), point, chargedMinor }, ctx.now),
  )

/**
 * Takes back what stands of an introducer's pay for a lead (F50), in the commit of whatever asks for it: all of it; or,
 * with `partnerId`, what is owed to that buyer's referral, and the fixed amount where nobody else has accepted the lead.
 * What was taken back is not taken back again. The introducer's payable may fall below zero: it was paid out.
 */
export const reverseIntroducerWrites = (
  ctx: Ctx,
  leadId: string,
  { partnerId, note = null }: { partnerId?: number; note?: string | null } = {},
): D1PreparedStatement[] => [
  takeBack(
    ctx.db,
    { leadId, referralId: partnerId === undefined ? null : referralId(leadId, partnerId), note },
    ctx.now,
  ),
]
