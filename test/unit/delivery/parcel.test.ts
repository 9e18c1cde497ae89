import { describe, expect, it } from 'vitest'
import type { Field } from '../../../contract/fields/field.ts'
import { referralId } from '../../../contract/id.ts'
import { type ParcelFacts, parcelOf } from '../../../worker/delivery/parcel.ts'

const leadId = 'lead_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f00000000'

const text = (name: string): Field => ({ name, kind: 'text', label: `The ${name}`, required: false })

const facts: ParcelFacts = {
  lead: {
    id: leadId,
    receivedAt: Date.UTC(2026, 6, 22, 8),
    fields: { rooms: ['bath', 'kitchen'], lastName: 'Person', agree: { granted: true, version: 'v2' }, gone: 'x' },
  },
  referral: { partnerId: 12, referredAt: Date.UTC(2026, 6, 22, 9), price: 4250 },
  leadType: {
    id: 3,
    name: 'Boilers',
    fields: [
      {
        ...text('rooms'),
        kind: 'multiChoice',
        options: [
          { value: 'bath', label: 'Bathroom' },
          { value: 'kitchen', label: 'Kitchen' },
        ],
      },
      { ...text('agree'), kind: 'consent', wording: 'You may call me.', version: 'v2' },
    ],
  },
  leadGroup: { id: 1, name: 'Home', fields: [text('firstName'), text('lastName')] },
  partner: { name: 'Northside', zone: 'Europe/London' },
  broker: 'Example Broker',
  currency: 'GBP',
}

describe('a parcel promises that', () => {
  it('it says all that a partner needs', () => {
    expect(parcelOf(facts)).toEqual({
      reference: referralId(leadId, 12),
      leadId,
      receivedAt: '2026-07-22T08:00:00.000Z',
      referredAt: '2026-07-22T09:00:00.000Z',
      leadType: { id: 'typ_3', name: 'Boilers' },
      leadGroup: { id: 'grp_1', name: 'Home' },
      fields: [
        { name: 'lastName', kind: 'text', label: 'The lastName', value: 'Person', text: 'Person', items: ['Person'] },
        {
          name: 'rooms',
          kind: 'multiChoice',
          label: 'The rooms',
          value: ['bath', 'kitchen'],
          text: 'Bathroom, Kitchen',
          items: ['bath', 'kitchen'],
        },
        {
          name: 'agree',
          kind: 'consent',
          label: 'The agree',
          value: { granted: true, version: 'v2' },
          text: 'Agreed (wording v2)',
          items: ['yes'],
        },
      ],
      appointment: null,
      price: { amount: 4250, currency: 'GBP' },
      test: false,
      partner: { id: 'ptn_12', name: 'Northside', zone: 'Europe/London' },
      broker: 'Example Broker',
    })
  })

  it('false and zero are values, and nothing is not', () => {
    const fields: Field[] = [text('a'), text('b'), text('c')].map((field) => ({ ...field, kind: 'number' }))
    const lead = { ...facts.lead, fields: { a: 0, b: null } }
    const { fields: packed } = parcelOf({ ...facts, lead, leadGroup: { ...facts.leadGroup, fields } })
    expect(packed.map(({ name, value }) => [name, value])).toEqual([['a', 0]])
  })
})
