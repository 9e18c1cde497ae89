import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'

/** The jobs that insertDeliveryJobs wrote, so that they can be run at once under their lease: deliveries and offers. */
export const deliveryJobs = (
  now: number,
  { referrals, except }: { referrals: readonly Record<string, unknown>[]; except: readonly number[] },
): JobRow[] =>
  referrals
    .filter(
      (row) =>
        row.referred_at === now &&
        row.state === 'referred' &&
        row.deliver_after === 0 &&
        !except.includes(row.partner_id as number),
    )
    .map((row) => ({
      due: now + leaseMs,
      ...(row.accept_by === null
        ? { id: `deliver:${row.lead_id}:${row.partner_id}`, kind: 'deliver-referral' }
        : { id: `offer:${row.lead_id}:${row.partner_id}`, kind: 'offer-referral' }),
      data: { leadId: row.lead_id, partnerId: row.partner_id },
      attempts: 1,
      party: row.partner_id as number,
    }))
