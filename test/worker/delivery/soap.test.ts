import { env } from 'cloudflare:test'
import { describe, expect, inject, it } from 'vitest'
import { completeDelivery, type StoredDelivery } from '../../../contract/delivery.ts'
import type { Attempt } from '../../../worker/delivery/attempt.ts'
import { send } from '../../../worker/delivery/send.ts'
import type { Env } from '../../../worker/env.ts'
import { aValue } from '../../support/internet-settings.ts'
import { aField, aParcel } from '../../support/parcel.ts'
import { at, type Parsed, readXml } from '../../support/read-xml.ts'

const ctx = { env: env as unknown as Env, db: (env as unknown as Env).DB, now: Date.UTC(2026, 10, 22, 9) }
const soapAction = 'urn:example:leads:SubmitLead'
const parcel = (name = 'Ada <b>"Lovelace"</b> & ]]> Søns') =>
  aParcel({
    fields: [
      aField({ name: 'firstName', label: 'First name', value: name }),
      aField({ name: 'windows', label: 'Windows', kind: 'number', value: 7 }),
      aField({ name: 'rooms', label: 'Rooms', kind: 'multiChoice', value: ['kitchen', 'bath'] }),
    ],
  })

const mapping = [
  aValue('SubmitLead/@xmlns', 'urn:example:leads'),
  aValue('SubmitLead/Reference', '{{referral.reference}}'),
  aValue('SubmitLead/Name', '{{firstName}}'),
  aValue('SubmitLead/Room', '{{rooms}}', { as: 'list' }),
  aValue('SubmitLead/Windows', '{{windows}}', { as: 'number' }),
]

const operation = `<SubmitLead xmlns="urn:example:leads">
  <Reference>{{referral.reference}}</Reference><Name>{{firstName}}</Name>
  {{#rooms}}<Room>kitchen</Room><Room>bath</Room>{{/rooms}}
  <Windows>{{windows}}</Windows>
</SubmitLead>`

const envelope = (namespace: string) =>
  `<?xml version="1.0"?>\n<e:Envelope xmlns:e="${namespace}"><e:Header/><e:Body>${operation}</e:Body></e:Envelope>`

const versions = [
  ['1.1', 'soap-1-1', `"${soapAction}"`, 'http://schemas.xmlsoap.org/soap/envelope/'],
  [
    '1.2',
    'soap-1-2',
    `application/soap+xml; charset=utf-8; action="${soapAction}"`,
    'http://www.w3.org/2003/05/soap-envelope',
  ],
] as const

const submit = (
  [version, format]: readonly [version: string, format: 'soap-1-1' | 'soap-1-2', ...unknown[]],
  settings: Partial<NonNullable<StoredDelivery['internet']>>,
  sent = parcel(),
): Promise<Attempt> => {
  const internet = { format, url: `${inject('outside').soap}/${version}`, headers: {}, soapAction, ...settings }
  const delivery = completeDelivery({ email: null, internet })
  return send(ctx, { pack: () => sent, reference: sent.reference, delivery })
}

const answerOf = ({ answer }: Attempt): Parsed => at(readXml(answer!.body), 'Body', 'SubmitLeadResponse')

describe.each(versions)('a real SOAP %s service promises', (...version) => {
  const [, , action, namespace] = version

  it.each([
    ['a mapping', { mapping }],
    ['a template of the body', { template: operation }],
    ['a whole envelope', { template: envelope(namespace) }],
  ])('that it understands %s, to the letter', async (_what, settings) => {
    const attempt = await submit(version, settings)
    expect(attempt).toMatchObject({ outcome: 'accepted', remoteId: 'S-1', reached: true })
    const answer = answerOf(attempt)
    expect(JSON.parse(at(answer, 'Understood').text)).toMatchObject({
      Reference: parcel().reference,
      Name: 'Ada <b>"Lovelace"</b> & ]]> Søns',
      Room: ['kitchen', 'bath'],
      Windows: 7,
    })
    expect(at(answer, 'Action').text).toBe(action)
  })

  it('that its fault is a refusal, not an acceptance', async () => {
    const attempt = await submit(version, { mapping }, parcel('Fault'))
    expect(attempt.outcome).not.toBe('accepted')
    expect(attempt.answer?.body).toContain('No such name')
  })
})
