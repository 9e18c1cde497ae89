import type { Parcel, ParcelField } from '../../worker/delivery/parcel.ts'

/** A lead as a partner gets it; `more` changes parts of it. */
export const aParcel = (more: Partial<Parcel> = {}): Parcel => ({
  reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
  leadId: 'lead_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f00000000',
  receivedAt: '2026-07-22T08:14:05.000Z',
  referredAt: '2026-07-22T08:14:06.000Z',
  leadType: { id: 'typ_3', name: 'Double glazing' },
  leadGroup: { id: 'grp_1', name: 'Home improvement' },
  fields: [
    aField({ name: 'firstName', label: 'First name', value: 'Ada' }),
    aField({ name: 'lastName', label: 'Last name', value: 'O’Neill & Sons' }),
    aField({ name: 'phone', label: 'Telephone', kind: 'phone', value: '020 7946 0018' }),
    aField({ name: 'email', label: 'E-mail', kind: 'email', value: 'ada@example.com' }),
    aField({ name: 'windows', label: 'How many windows?', kind: 'number', value: 7, text: '7' }),
    aField({
      name: 'rooms',
      label: 'Rooms',
      kind: 'multiChoice',
      value: ['kitchen', 'bath'],
      text: 'Kitchen, Bathroom',
    }),
    aField({ name: 'details', label: 'What do you need?', kind: 'longText', value: 'Bay window.\nBack door <6 ft>.' }),
  ],
  appointment: null,
  price: { amount: 4250, currency: 'GBP' },
  test: false,
  partner: { id: 'ptn_12', name: 'Northside Windows', zone: 'Europe/London' },
  broker: 'Example Broker',
  ...more,
})

export const aField = ({
  kind = 'text',
  value,
  text,
  items,
  ...rest
}: Omit<ParcelField, 'kind' | 'text' | 'items'> & Partial<ParcelField>): ParcelField => ({
  ...rest,
  kind,
  value,
  text: text ?? String(value),
  items: items ?? (Array.isArray(value) ? value.map(String) : [String(value)]),
})
