import { describe, expect, it } from 'vitest'
import { webhookFormatIds, webhookTypes } from '../../../../contract/webhook.ts'
import { mostBytes } from '../../../../worker/domain/webhooks/format.ts'
import { webhookFormatNamed, webhookFormats } from '../../../../worker/domain/webhooks/formats.ts'
import type { Told, ToldAnswer } from '../../../../worker/domain/webhooks/told.ts'

const answer = (name: string, text: string, value: unknown = text): ToldAnswer => ({
  name,
  kind: 'text',
  label: name,
  value,
  text,
})

const told = (answers: ToldAnswer[] | null): Told => ({
  type: 'referral.delivered',
  at: Date.UTC(2026, 10, 22, 9),
  cause: 'ref_1:3',
  partner: { id: 'ptn_2', name: 'Northside' },
  lead: {
    id: 'lead_1',
    receivedAt: Date.UTC(2026, 10, 22, 8),
    test: false,
    leadType: { id: 'typ_1', name: 'Boilers' },
    leadGroup: { id: 'grp_1', name: 'Home' },
    broker: { location: 'routed', stage: 'New', channel: 'json', introducerId: null },
    answers,
  },
  referrals: [
    {
      id: 'ref_1',
      partner: { id: 'ptn_2', name: 'Northside' },
      state: 'delivered',
      progress: 'accepted',
      price: { amount: 3500, currency: 'GBP' },
      acceptBy: null,
      appointment: null,
    },
  ],
  more: {},
})

const long = (n: number) => 'ä'.repeat(n)

describe('webhooks promise that', () => {
  it('every format of the contract is there', () => {
    expect(webhookFormats.map(({ id }) => id)).toEqual([...webhookFormatIds])
  })

  it('every type is spelled as Standard Webhooks asks', () => {
    for (const type of webhookTypes) expect(type).toMatch(/^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*$/)
    expect(new Set(webhookTypes).size).toBe(webhookTypes.length)
  })

  it.each(webhookFormatIds)('a message in %s is less than 20 KB, whatever the lead says', (id) => {
    const format = webhookFormatNamed(id)
    for (const answers of [null, [answer('firstName', 'Ada')], [answer('details', long(30_000))]])
      expect(new TextEncoder().encode(format.write(told(answers))).length).toBeLessThan(mostBytes)
  })

  it('a standard message is type, timestamp and versioned data', () => {
    const message = JSON.parse(webhookFormatNamed('standard').write(told([answer('firstName', 'Ada')])))
    expect(message).toEqual({
      type: 'referral.delivered',
      timestamp: '2026-11-22T09:00:00.000Z',
      data: {
        version: 1,
        cause: 'ref_1:3',
        partner: { id: 'ptn_2', name: 'Northside' },
        lead: {
          id: 'lead_1',
          receivedAt: '2026-11-22T08:00:00.000Z',
          test: false,
          leadType: { id: 'typ_1', name: 'Boilers' },
          leadGroup: { id: 'grp_1', name: 'Home' },
          location: 'routed',
          stage: 'New',
          channel: 'json',
          introducerId: null,
          fields: { firstName: 'Ada' },
        },
        referrals: [
          {
            id: 'ref_1',
            partner: { id: 'ptn_2', name: 'Northside' },
            state: 'delivered',
            progress: 'accepted',
            price: { amount: 3500, currency: 'GBP' },
            acceptBy: null,
            appointment: null,
          },
        ],
      },
    })
  })

  it('a message that would be too large says that it was shortened', () => {
    const message = JSON.parse(webhookFormatNamed('standard').write(told([answer('details', long(30_000))])))
    expect(message.data.shortened).toBe(true)
    expect(message.data.lead).not.toHaveProperty('fields')
  })

  it("a message in FLG's format is a form with the fields of D4, and the rest as data", () => {
    const body = webhookFormatNamed('flg').write(
      told([
        answer('firstName', 'Ada'),
        answer('lastName', 'Lovelace & Co'),
        answer('address', '1 Example Street\nFlat 2\nBehind\nthe mill'),
        answer('phone', '020 7946 0123'),
        answer('dateOfBirth', '10 December 1985', '1985-12-10'),
        answer('budget', '£5,000'),
      ]),
    )
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      id: 'lead_1',
      title: '',
      firstname: 'Ada',
      lastname: 'Lovelace & Co',
      fullname: 'Ada Lovelace & Co',
      address: '1 Example Street',
      address2: 'Flat 2',
      address3: 'Behind, the mill',
      towncity: '',
      postcode: '',
      email: '',
      phone1: '020 7946 0123',
      phone2: '',
      fax: '',
      dob: '1985-12-10',
      dobday: '10',
      dobmonth: '12',
      dobyear: '1985',
      company: '',
      jobtitle: '',
      leadgroupname: 'Home',
      leadgroupid: 'grp_1',
      leadtype: 'Boilers',
      sitename: '',
      siteid: '',
      status: 'New',
      username: '',
      userid: '',
      progress: 'accepted',
      source: '',
      medium: '',
      event: 'referral.delivered',
      data1: '£5,000',
    })
  })
})
