import { leadIdTime } from '../../../contract/id.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import type { Attempt } from '../../delivery/attempt.ts'
import type { DeliveryPlan } from '../../domain/delivery/plan.ts'
import { lateAfterMs } from './delivery-log-range.ts'
import type { LoadedDelivery } from './load-delivery.ts'

/** One try as history keeps it, with the raw request and answer; or, without an attempt, that none was made. */
export function deliveryHistory(
  now: number,
  { row, reference }: LoadedDelivery,
  { job, attempt, plan }: { job: JobRow; attempt: Attempt | null; plan: DeliveryPlan },
): HistoryRow {
  const { outcome, because, via, remoteId, reached, tookMs } = attempt ?? notMade
  // The delivery log finds a try along its referral, unless it is late: then by an index that only such tries are in.
  const isLate = now - Math.min(leadIdTime(row.lead_id), row.referred_at) > lateAfterMs
  return {
    id: reference,
    version: row.version + 1,
    event: attempt === null ? 'referral.waiting' : 'referral.delivery',
    data: {
      attempt: job.attempts,
      outcome,
      because,
      via,
      remoteId,
      reached,
      tookMs,
      state: plan.state,
      money: plan.money,
      retryAt: plan.retryAt,
      ...(attempt?.price && { price: attempt.price }),
      ...(attempt !== null && isLate && { late: true }),
    },
    ...(attempt === null ? {} : { raw: { request: attempt.request, answer: attempt.answer, reason: attempt.reason } }),
  }
}

const notMade = {
  outcome: null,
  because: "The partner's server is failing; nothing is sent to it for now.",
  via: null,
  remoteId: null,
  reached: false,
  tookMs: 0,
}
