import { formatMoney } from '../../../contract/money.ts'
import type { DeliveryName } from '../../domain/template/delivery-names.ts'
import type { Filling } from '../../domain/template/fill-template.ts'
import { readableInstant } from '../../domain/template/readable-instant.ts'
import type { Parcel } from '../parcel.ts'
import { plainNames } from '../plain-names.ts'
import { clean } from './clean.ts'

/**
 * What the names of an e-mail template stand for, as a person reads them, in the partner's zone. `lead.test` is empty for
 * a real lead, so that {{#lead.test}}…{{/lead.test}} shows for a test only.
 */
export function mailFilling(parcel: Parcel): Filling {
  const { price, appointment } = parcel
  const told = (iso: string): string => readableInstant(Date.parse(iso), parcel.partner.zone)
  const house: Record<DeliveryName, string> = {
    ...plainNames(parcel),
    'referral.referredAt': told(parcel.referredAt),
    'referral.price': formatMoney(price),
    'lead.receivedAt': told(parcel.receivedAt),
    'lead.test': parcel.test ? 'yes' : '',
    'appointment.startsAt': appointment === null ? '' : told(appointment.startsAt),
    'appointment.endsAt': appointment === null ? '' : told(appointment.endsAt),
  }
  const fields = parcel.fields.map(({ name, text }): [string, string] => [name, text])
  return new Map([...Object.entries(house), ...fields].map(([name, text]) => [name, clean(text)]))
}
