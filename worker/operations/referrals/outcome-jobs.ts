import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import type { Attempt } from '../../delivery/attempt.ts'
import type { DeliveryPlan } from '../../domain/delivery/plan.ts'
import { deliveryNotices } from './delivery-notices.ts'
import type { LoadedDelivery } from './load-delivery.ts'
import { onwardJobs } from './onward-job.ts'

/** What else one try leads to, each as a job in its commit: where the lead goes next, the e-mail copy, notices. */
export function outcomeJobs(
  ctx: Ctx,
  { loaded, job, attempt, plan }: { loaded: LoadedDelivery; job: JobRow; attempt: Attempt | null; plan: DeliveryPlan },
): JobRow[] {
  const { row, reference } = loaded
  const because = `${reference}:${row.version + 1}`
  return [
    ...onwardJobs(ctx.now, { leadId: row.lead_id, because, goesTo: plan.goesTo }),
    ...(attempt?.copyByEmail && (row.state !== 'delivered' || followsCall(loaded, job))
      ? [copyJob(ctx.now, loaded)]
      : []),
    ...deliveryNotices(loaded, { now: ctx.now, about: because, job, attempt, plan }),
  ]
}

/** The first delivery behind a transferred call, which was itself the delivery; a redelivery has a mail id of its own. */
const followsCall = ({ reference }: LoadedDelivery, { data }: JobRow): boolean => data.mailId === reference

const copyJob = (now: number, { row, reference }: LoadedDelivery): JobRow => ({
  due: now + leaseMs,
  id: `copy:${reference}`,
  kind: 'copy-by-email',
  data: { leadId: row.lead_id, partnerId: row.partner_id },
  attempts: 1,
  party: null,
})
