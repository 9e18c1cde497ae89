import type { Appointment, AppointmentView } from '../../../contract/appointment.ts'
import { formatId, referralId } from '../../../contract/id.ts'
import type { ReferralView } from '../../../contract/lead.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import type { ListedReferral } from '../../../db/store/referrals.ts'
import { endOf } from '../../domain/appointment/appointment.ts'

/** What a view needs of a referral's row. */
export type ViewedReferral = Pick<
  ListedReferral,
  | 'lead_id'
  | 'partner_id'
  | 'method'
  | 'state'
  | 'price'
  | 'referred_at'
  | 'deliver_after'
  | 'delivered_at'
  | 'remote_id'
  | 'sub_lead'
  | 'appointment'
>

/** A referral as the API shows it. */
export const referralView = (
  row: ViewedReferral,
  { partnerName, currency }: { partnerName: string; currency: string },
): ReferralView => ({
  id: referralId(row.lead_id, row.partner_id),
  leadId: row.lead_id,
  partner: { id: formatId('partner', row.partner_id), name: partnerName },
  method: row.method,
  state: row.state,
  price: { amount: row.price, currency },
  referredAt: toIso(row.referred_at),
  deliverAfter: row.deliver_after === 0 ? null : toIso(row.deliver_after),
  deliveredAt: toIsoOrNull(row.delivered_at),
  remoteId: row.remote_id,
  subLead: row.sub_lead,
  appointment: row.appointment === null ? null : appointmentView(JSON.parse(row.appointment)),
})

/** A partner is not told how many others had the lead before it. */
export const withoutSubLead = <Row extends { sub_lead: number | null }>(row: Row): Row => ({ ...row, sub_lead: null })

const appointmentView = (appointment: Appointment): AppointmentView => ({
  startsAt: toIso(appointment.startsAt),
  endsAt: toIso(endOf(appointment)),
  minutes: appointment.minutes,
  place: appointment.place,
  note: appointment.note,
  sequence: appointment.sequence,
  cancelledAt: toIsoOrNull(appointment.cancelledAt),
})
