import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'

/** The jobs that insertDeliveryJobs wrote for these referrals, so that they can be run at once under their lease. */
export const deliveryJobs = (now: number, referrals: readonly Record<string, unknown>[]): JobRow[] =>
  referrals
    .filter((row) => row.referred_at === now && row.state === 'referred')
    .map((row) => ({
      due: now + leaseMs,
      id: `deliver:${row.lead_id}:${row.partner_id}`,
      kind: 'deliver-referral',
      data: { leadId: row.lead_id, partnerId: row.partner_id },
      attempts: 1,
      party: row.partner_id as number,
    }))
