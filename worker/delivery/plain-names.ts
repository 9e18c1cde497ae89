import { whenText } from '../domain/appointment/when.ts'
import type { DeliveryName } from '../domain/template/delivery-names.ts'
import type { Parcel } from './parcel.ts'

/** The names of templates and mappings that people and machines read in the same words; each filling adds the others. */
export const plainNames = ({ reference, leadId, leadType, leadGroup, partner, price, appointment, broker }: Parcel) =>
  ({
    'referral.reference': reference,
    'referral.priceMinor': String(price.amount),
    'referral.currency': price.currency,
    'lead.id': leadId,
    'leadType.id': leadType.id,
    'leadType.name': leadType.name,
    'leadGroup.id': leadGroup.id,
    'leadGroup.name': leadGroup.name,
    'appointment.when':
      appointment === null
        ? ''
        : whenText({ startsAt: Date.parse(appointment.startsAt), minutes: appointment.minutes }, partner.zone),
    'appointment.minutes': appointment === null ? '' : String(appointment.minutes),
    'appointment.place': appointment?.place ?? '',
    'appointment.note': appointment?.note ?? '',
    'partner.id': partner.id,
    'partner.name': partner.name,
    'broker.name': broker,
  }) satisfies Partial<Record<DeliveryName, string>>
