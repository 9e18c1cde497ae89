import { decimalText } from '../decimal-text.ts'
import type { Parcel, ParcelField } from '../parcel.ts'
import { type Element, element, isXmlName } from './element.ts'

/** Everything that there is to tell about a lead, as one element: what XML and SOAP send where nobody mapped anything. */
export function leadElement(parcel: Parcel, attributes: Record<string, string> = {}): Element {
  const { reference, leadId, leadType, leadGroup, receivedAt, appointment, price, test, fields } = parcel
  return element(
    'lead',
    [
      element('reference', [reference]),
      element('leadId', [leadId]),
      element('type', [leadType.name], { id: leadType.id }),
      element('group', [leadGroup.name], { id: leadGroup.id }),
      element('receivedAt', [receivedAt]),
      ...(appointment === null ? [] : [appointmentElement(appointment)]),
      element('price', [decimalText(price)], { currency: price.currency }),
      element('test', [String(test)]),
      element('fields', fields.flatMap(fieldElements)),
    ],
    attributes,
  )
}

const appointmentElement = (appointment: NonNullable<Parcel['appointment']>): Element =>
  element(
    'appointment',
    Object.entries(appointment).map(([name, value]) => element(name, [String(value)])),
  )

/** One element for each value: a list of rooms is several <rooms>. */
const fieldElements = ({ name, items }: ParcelField): Element[] =>
  isXmlName(name) ? items.map((item) => element(name, [item])) : []
