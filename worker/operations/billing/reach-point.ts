import type { BillingPoint, FrozenCharge } from '../../../contract/charge.ts'
import { referralId } from '../../../contract/id.ts'
import { type ReferralProgress, referralProgresses } from '../../../contract/referral.ts'
import { insertBillingJob } from '../../../db/store/billing-jobs.ts'
import { writeTransfer } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import { type Charged, chargesDue, release, settle } from '../../domain/billing/postings.ts'
import { payIntroducerSharesWrites, payIntroducerWrites } from './pay-introducer.ts'

/** What the money of a referral is decided from, as its row has it. */
export interface ReferralMoney {
  lead_id: string
  partner_id: number
  price: number
  /** As JSON (contract/charge.ts). */
  charges: string | null
  progress: ReferralProgress
  released_at: number | null
  /** null: nobody is owed anything for the lead. Where it is not known, the database looks. */
  introducer_id?: number | null
}

/**
 * A referral reached a billing point (D6): the statements that charge it and every earlier point that was not charged,
 * that pay its introducer, and that see to the end of its billing window; and how far the referral is now. For the
 * commit that moves the referral, behind the statement that makes it. A point that is reached again writes nothing.
 */
export function reachPoint(
  ctx: Ctx,
  referral: ReferralMoney,
  point: BillingPoint,
): { write: D1PreparedStatement[]; progress: ReferralProgress; settledMinor: number } {
  const { lead_id: leadId, partner_id: partnerId, progress, introducer_id: introducerId } = referral
  const money = charged(referral)
  const due = chargesDue(money, point)
  const isFurther = referralProgresses.indexOf(point) > referralProgresses.indexOf(progress)
  const isAccepted = isFurther && progress === 'referred'
  const chargesLater = chargesDue({ ...money, progress: point }, 'converted').length > 0
  return {
    write: [
      ...settle(money, point).map((line) => writeTransfer(ctx.db, line, ctx.now)),
      ...(introducerId === null
        ? []
        : [
            ...(isAccepted ? payIntroducerWrites(ctx, leadId) : []),
            ...payIntroducerSharesWrites(ctx, { leadId, partnerId, charged: due }),
          ]),
      ...(isAccepted && chargesLater ? [insertBillingJob(ctx.db, { leadId, partnerId, now: ctx.now })] : []),
    ],
    progress: isFurther ? point : progress,
    settledMinor: due.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  }
}

/**
 * Nothing more is charged for the referral: what is still held for it goes back (ENGINE 2). The commit sets `released_at`,
 * so that a later point charges nothing.
 */
export const giveBack = (ctx: Ctx, referral: ReferralMoney): D1PreparedStatement[] =>
  release(charged(referral)).map((line) => writeTransfer(ctx.db, line, ctx.now))

/** What is still held for a referral, in minor units. */
export const stillHeld = (referral: ReferralMoney): number =>
  chargesDue(charged(referral), 'converted').reduce((sum, { amountMinor }) => sum + amountMinor, 0)

const charged = (referral: ReferralMoney): Charged => ({
  referralId: referralId(referral.lead_id, referral.partner_id),
  partnerId: referral.partner_id,
  priceMinor: referral.price,
  charges: referral.charges === null ? null : (JSON.parse(referral.charges) as FrozenCharge[]),
  progress: referral.progress,
  releasedAt: referral.released_at,
})
