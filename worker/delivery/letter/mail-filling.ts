import { formatMoney } from '../../../contract/money.ts'
import { whenText } from '../../domain/appointment/when.ts'
import type { DeliveryName } from '../../domain/template/delivery-names.ts'
import type { Filling } from '../../domain/template/fill-template.ts'
import { readableInstant } from '../../domain/template/readable-instant.ts'
import type { Parcel } from '../parcel.ts'
import { clean } from './clean.ts'

/**
 * What the names of an e-mail template stand for, as a person reads them, in the partner's zone. `lead.test` is empty for
 * a real lead, so that {{#lead.test}}…{{/lead.test}} shows for a test only.
 */
export function mailFilling(parcel: Parcel): Filling {
  const { leadType, leadGroup, partner, price, appointment } = parcel
  const told = (iso: string): string => readableInstant(Date.parse(iso), partner.zone)
  const house: Record<DeliveryName, string> = {
    'referral.reference': parcel.reference,
    'referral.referredAt': told(parcel.referredAt),
    'referral.price': formatMoney(price),
    'referral.priceMinor': String(price.amount),
    'referral.currency': price.currency,
    'lead.id': parcel.leadId,
    'lead.receivedAt': told(parcel.receivedAt),
    'lead.test': parcel.test ? 'yes' : '',
    'leadType.id': leadType.id,
    'leadType.name': leadType.name,
    'leadGroup.id': leadGroup.id,
    'leadGroup.name': leadGroup.name,
    'appointment.when':
      appointment === null
        ? ''
        : whenText({ startsAt: Date.parse(appointment.startsAt), minutes: appointment.minutes }, partner.zone),
    'appointment.startsAt': appointment === null ? '' : told(appointment.startsAt),
    'appointment.endsAt': appointment === null ? '' : told(appointment.endsAt),
    'appointment.minutes': appointment === null ? '' : String(appointment.minutes),
    'appointment.place': appointment?.place ?? '',
    'appointment.note': appointment?.note ?? '',
    'partner.id': partner.id,
    'partner.name': partner.name,
    'broker.name': parcel.broker,
  }
  const fields = parcel.fields.map(({ name, text }): [string, string] => [name, text])
  return new Map([...Object.entries(house), ...fields].map(([name, text]) => [name, clean(text)]))
}
