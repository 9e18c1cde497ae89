import { referralId } from '../../../contract/id.ts'
import { minuteMs, secondMs } from '../../../contract/time.ts'
import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'

/** Which state of which appointment is to be sent. */
export interface AppointmentToSend {
  leadId: string
  partnerId: number
  sequence: number
}

/**
 * The job that sends an appointment as it is now, for the commit that makes it so (F62). One that belongs to a lead
 * which waits for its partner to open waits as well: the schedule gates the delivery.
 */
export function appointmentJob(
  now: number,
  about: AppointmentToSend,
  { deliverAfter }: { deliverAfter: number },
): JobRow {
  const { leadId, partnerId, sequence } = about
  const waits = deliverAfter > now
  return {
    due: waits ? deliverAfter + minuteMs : now + leaseMs,
    id: `appointment:${referralId(leadId, partnerId)}:${sequence}`,
    kind: 'send-appointment',
    data: { ...about },
    attempts: waits ? 0 : 1,
    party: null,
  }
}

/** Runs it after the answer, behind the delivery of its lead; one that waits is found by the sweep. */
export function startAppointmentJob(ctx: Ctx, job: JobRow): void {
  if (job.attempts > 0) ctx.startJob(job, secondMs)
}
