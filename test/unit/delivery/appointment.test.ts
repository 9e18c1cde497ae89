import { describe, expect, it } from 'vitest'
import { email } from '../../../worker/delivery/formats/email.ts'
import { json } from '../../../worker/delivery/formats/json.ts'
import { parcelOf } from '../../../worker/delivery/parcel.ts'
import { book, cancel } from '../../../worker/domain/appointment/appointment.ts'
import { aParcel } from '../../support/parcel.ts'

const details = {
  startsAt: Date.UTC(2026, 6, 23, 13),
  minutes: 90,
  place: '12 Example Road, Leeds',
  note: 'Ring twice.\nPark behind the house.',
}
const booked = book(details, null)

const appointment = {
  startsAt: '2026-07-23T13:00:00.000Z',
  endsAt: '2026-07-23T14:30:00.000Z',
  minutes: 90,
  place: '12 Example Road, Leeds',
  note: 'Ring twice.\nPark behind the house.',
}

const packed = (of: typeof booked | null) =>
  parcelOf({
    lead: { id: 'lead_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f00000000', receivedAt: 0, fields: {} },
    referral: { partnerId: 12, referredAt: 0, price: 0, appointment: of },
    leadType: { id: 3, name: 'Boilers', fields: [] },
    leadGroup: { id: 1, name: 'Home', fields: [] },
    partner: { name: 'Northside', zone: 'Europe/London' },
    broker: 'Example Broker',
    currency: 'GBP',
  }).appointment

describe('the appointment of a delivery promises that', () => {
  it('it is packed while it stands', () => {
    expect(packed(booked)).toEqual(appointment)
    expect(packed(null)).toBeNull()
    expect(packed(cancel(booked, { at: 1, because: 'Away' }))).toBeNull()
  })

  it('JSON has it whole', () => {
    const { body } = json.encode(aParcel({ appointment }), { headers: {} })
    expect(JSON.parse(body).appointment).toEqual(appointment)
  })

  it("a letter has it in words, in the partner's zone, before the facts", () => {
    const { text, html } = email.encode(aParcel({ appointment }), { copy: false })
    expect(text).toContain(
      [
        'Appointment:      Thursday 23 July 2026, 14:00 to 15:30 (Europe/London)',
        'Where:            12 Example Road, Leeds',
        'Note:             Ring twice.',
        '                  Park behind the house.',
        'Lead type:        Home improvement: Double glazing',
      ].join('\n'),
    )
    expect(html).toContain('<bdi>Ring twice.<br>Park behind the house.</bdi>')
  })

  it('a letter leaves out what was not said', () => {
    const { text } = email.encode(aParcel({ appointment: { ...appointment, place: '', note: '' } }), { copy: false })
    expect(text).toContain('Appointment: ')
    expect(text).not.toMatch(/^(Where|Note):/m)
  })

  it('nothing written in it breaks out of a letter', () => {
    const hostile = '</td></table>\r\nPrice: Free\u202E'
    const { text, html } = email.encode(aParcel({ appointment: { ...appointment, note: hostile } }), { copy: false })
    expect(html).toContain('&lt;/td&gt;&lt;/table&gt;<br>Price: Free')
    expect(text).toMatch(/^ +Price: Free$/m)
  })
})
