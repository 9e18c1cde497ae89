import type { Appointment } from '../../../contract/appointment.ts'
import type { AutomationEvent } from '../../../contract/automation.ts'
import { toIso } from '../../../contract/time.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import { updateAppointment } from '../../../db/store/appointments.ts'
import { insertJob, type JobRow, routeJob } from '../../../db/store/jobs.ts'
import { updateLeadLocation } from '../../../db/store/leads.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import { othersMustBe, type StandingRow } from '../../../db/store/returns.ts'
import type { Ctx } from '../../context.ts'
import { cancel } from '../../domain/appointment/appointment.ts'
import { appointmentJob } from '../appointments/appointment-job.ts'
import { giveBack } from '../billing/reach-point.ts'
import type { LoadedDelivery } from '../referrals/load-delivery.ts'

export interface Leaver {
  loaded: LoadedDelivery
  standing: StandingRow
  /** Of the referral, afterwards. */
  version: number
  state: 'returned' | 'unreferred'
  /** Whether its lead should go on to the next partner. */
  reroute: boolean
  /** What its partner reads about an appointment that does not take place. */
  because: string
}

/** What leaving adds to its commit. */
export interface Leaving {
  /** Of the lead, where it waits for a person now. */
  history: HistoryRow[]
  write: D1PreparedStatement[]
  /** To be started after the commit. */
  jobs: JobRow[]
  events: AutomationEvent[]
  rerouted: boolean
  /** For the referral's history: when the appointment would have been. */
  data: { appointmentCancelled?: string }
}

/**
 * A lead leaves its partner (D18): the slot is free, what is still held goes back, an appointment that lies ahead is off,
 * and the lead goes on, or waits for a person where nobody else has it. A closed lead stays where it is. The delivery
 * job finds nothing left to deliver and ends without a charge.
 */
export function leave(ctx: Ctx, leaver: Leaver): Leaving {
  const { loaded, standing, version, state } = leaver
  const { row, reference } = loaded
  const { lead_id: leadId, partner_id: partnerId } = row
  const isOpen = standing.location === 'routed'
  const rerouted = leaver.reroute && isOpen
  const waits = isOpen && !rerouted && standing.others === 0
  const visit = visitAhead(ctx, leaver)
  const leadVersion = standing.version + 1
  const jobs = [
    ...(visit.job ?? []),
    ...(rerouted ? [routeJob(ctx.now, { leadId, because: `${reference}:${version}` })] : []),
  ]
  return {
    history: waits
      ? [
          {
            id: leadId,
            version: leadVersion,
            event: 'lead.waiting',
            data: { location: 'pending', because: `${reference}:${version}` },
          },
        ]
      : [],
    write: [
      ...(rerouted ? [] : [othersMustBe(ctx.db, { leadId, partnerId, others: standing.others })]),
      ...giveBack(ctx, row),
      updateReferral(ctx.db, {
        leadId,
        partnerId,
        version,
        state,
        releasedAt: row.released_at === null ? ctx.now : null,
      }),
      ...visit.write,
      ...(waits ? [updateLeadLocation(ctx.db, { id: leadId, version: leadVersion, location: 'pending' })] : []),
      ...jobs.map((job) => insertJob(ctx.db, job)),
    ],
    jobs,
    events: visit.events,
    rerouted,
    data: visit.data,
  }
}

/** An appointment that lies ahead is off. A partner that never got the lead never got the appointment, and hears nothing. */
function visitAhead(
  ctx: Ctx,
  { loaded: { row }, version, because }: Leaver,
): { write: D1PreparedStatement[]; job?: JobRow[]; events: AutomationEvent[]; data: Leaving['data'] } {
  const appointment = row.appointment === null ? null : (JSON.parse(row.appointment) as Appointment)
  if (appointment === null || appointment.cancelledAt !== null || appointment.startsAt <= ctx.now)
    return { write: [], events: [], data: {} }
  const { lead_id: leadId, partner_id: partnerId } = row
  const cancelled = cancel(appointment, { at: ctx.now, because })
  const heard = row.state === 'delivered' || row.state === 'accepted'
  const about = { leadId, partnerId, sequence: cancelled.sequence }
  return {
    write: [updateAppointment(ctx.db, { leadId, partnerId, version, appointment: cancelled })],
    job: heard ? [appointmentJob(ctx.now, about, { deliverAfter: 0 })] : [],
    events: ['appointment.cancelled'],
    data: { appointmentCancelled: toIso(appointment.startsAt) },
  }
}
