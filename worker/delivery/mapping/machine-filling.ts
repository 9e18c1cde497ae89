import type { DeliveryName } from '../../domain/template/delivery-names.ts'
import type { Filling } from '../../domain/template/fill-template.ts'
import { decimalText } from '../decimal-text.ts'
import type { Parcel, ParcelField } from '../parcel.ts'
import { plainNames } from '../plain-names.ts'

/** What the names of a mapping or template stand for, as machines read it: ISO dates, decimal amounts, option values. */
export function machineFilling(parcel: Parcel): Filling {
  const { price, appointment } = parcel
  const house: Record<DeliveryName, string> = {
    ...plainNames(parcel),
    'referral.referredAt': parcel.referredAt,
    'referral.price': decimalText(price),
    'lead.receivedAt': parcel.receivedAt,
    'lead.test': parcel.test ? 'yes' : 'no',
    'appointment.startsAt': appointment?.startsAt ?? '',
    'appointment.endsAt': appointment?.endsAt ?? '',
  }
  return new Map([...Object.entries(house), ...parcel.fields.flatMap(ofField)])
}

const ofField = ({ name, items, text, value }: ParcelField): [string, string][] => [
  [name, items.join(',')],
  [`${name}.text`, text],
  ...partsOf(value).map(([part, said]): [string, string] => [`${name}.${part}`, said]),
]

/** What an amount or a consent is made of; names that no mapping was allowed to use do no harm. */
function partsOf(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const { amount, currency, version } = value as Record<string, unknown>
  const parts = Object.entries({ minor: amount, currency, version })
  return parts.filter(([, part]) => part !== undefined).map(([name, part]) => [name, String(part)])
}
