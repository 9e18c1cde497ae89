import type { Appointment, AppointmentView } from '../../../contract/appointment.ts'
import type { FrozenCharge } from '../../../contract/charge.ts'
import { formatId, referralId } from '../../../contract/id.ts'
import type { ReferralView } from '../../../contract/lead.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import type { ListedReferral } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { endOf } from '../../domain/appointment/appointment.ts'
import { hasLead } from '../../domain/delivery/has-lead.ts'
import { isOffer } from '../../domain/delivery/offer.ts'

/** What a view needs of a referral's row. */
export type ViewedReferral = Pick<
  ListedReferral,
  | 'lead_id'
  | 'partner_id'
  | 'method'
  | 'state'
  | 'price'
  | 'progress'
  | 'charges'
  | 'released_at'
  | 'referred_at'
  | 'deliver_after'
  | 'accept_by'
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
  progress: row.progress,
  charges: chargesIn(row).map(({ point, amountMinor }) => ({ point, amount: { amount: amountMinor, currency } })),
  releasedAt: toIsoOrNull(row.released_at),
  referredAt: toIso(row.referred_at),
  deliverAfter: row.deliver_after === 0 ? null : toIso(row.deliver_after),
  acceptBy: isOffer({ state: row.state, acceptBy: row.accept_by }) ? toIsoOrNull(row.accept_by) : null,
  deliveredAt: toIsoOrNull(row.delivered_at),
  remoteId: row.remote_id,
  subLead: row.sub_lead,
  appointment: row.appointment === null ? null : appointmentView(JSON.parse(row.appointment)),
})

/** A plain one charges all of its price when it is accepted. */
const chargesIn = ({ price, charges }: Pick<ViewedReferral, 'price' | 'charges'>): FrozenCharge[] =>
  charges !== null ? JSON.parse(charges) : price === 0 ? [] : [{ point: 'accepted', amountMinor: price }]

/** The same, as whoever asks may see it. */
export const ownReferralView = (
  { actor }: Pick<Ctx, 'actor'>,
  row: ViewedReferral & { partner_name: string; currency: string },
): ReferralView =>
  referralView(actor.kind === 'partner' ? forPartner(row) : row, {
    partnerName: row.partner_name,
    currency: row.currency,
  })

/**
 * A referral as its partner may see it: not how many others had the lead before it, nor where an appointment is of a lead
 * that is not its own, or not any more (D6).
 */
export const forPartner = <Row extends Pick<ViewedReferral, 'state' | 'sub_lead' | 'appointment'>>(row: Row): Row => ({
  ...row,
  sub_lead: null,
  appointment: hasLead(row.state) || row.appointment === null ? row.appointment : withoutPlace(row.appointment),
})

const withoutPlace = (appointment: string): string =>
  JSON.stringify({ ...(JSON.parse(appointment) as Appointment), place: '', note: '' })

const appointmentView = (appointment: Appointment): AppointmentView => ({
  startsAt: toIso(appointment.startsAt),
  endsAt: toIso(endOf(appointment)),
  minutes: appointment.minutes,
  place: appointment.place,
  note: appointment.note,
  sequence: appointment.sequence,
  cancelledAt: toIsoOrNull(appointment.cancelledAt),
})
