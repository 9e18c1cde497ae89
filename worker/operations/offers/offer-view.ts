import type { Appointment } from '../../../contract/appointment.ts'
import { formatId, referralId } from '../../../contract/id.ts'
import type { Offer } from '../../../contract/offer.ts'
import { toIso } from '../../../contract/time.ts'
import { fieldsOf, type OfferRow } from '../../../db/store/offers.ts'
import { endOf } from '../../domain/appointment/appointment.ts'
import { offerAnswers } from '../../domain/delivery/offer-answers.ts'
import { placeName, placesOfLead } from '../../domain/places/schemes.ts'

/** An offer as its partner may see it before it says yes: nothing in it tells who the person is (D6). */
export const offerView = (row: OfferRow, currency: string): Offer => ({
  id: referralId(row.lead_id, row.partner_id),
  leadType: { id: formatId('leadType', row.lead_type_id), name: row.type_name },
  method: row.method,
  places: placesOfLead(row.outward).codes.map(placeName),
  receivedAt: toIso(row.received_at),
  offeredAt: toIso(Math.max(row.referred_at, row.deliver_after)),
  acceptBy: toIso(row.accept_by),
  price: { amount: row.price, currency },
  appointment: row.appointment === null ? null : timesOf(JSON.parse(row.appointment)),
  answers: offerAnswers(fieldsOf(row), JSON.parse(row.fields)),
})

/** When, and not where: an address may be the person's. */
const timesOf = (appointment: Appointment): Offer['appointment'] =>
  appointment.cancelledAt !== null ? null : { startsAt: toIso(appointment.startsAt), endsAt: toIso(endOf(appointment)) }
