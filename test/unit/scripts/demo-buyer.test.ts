import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { answers } from '../../../scripts/buyer/answers.ts'
import { buyerPage } from '../../../scripts/buyer/page.ts'
import { type Received, receive } from '../../../scripts/buyer/receive.ts'
import { receiveMessage } from '../../../scripts/buyer/webhooks.ts'
import { readAnswer } from '../../../worker/delivery/answers/read-answer.ts'
import { formPost } from '../../../worker/delivery/formats/form-post.ts'
import { json } from '../../../worker/delivery/formats/json.ts'
import { soap11 } from '../../../worker/delivery/formats/soap-1-1.ts'
import { soap12 } from '../../../worker/delivery/formats/soap-1-2.ts'
import { xml } from '../../../worker/delivery/formats/xml.ts'

const send = (
  path: string,
  { reference = 'ref_1', received = [] as Received[], body = '{"fields":{}}', headers = {} } = {},
) => receive({ path, headers: { 'x-baton-reference': reference, ...headers }, body, received, at: new Date(0) })

/** Each as it arrives, and who reads its answer. */
const spoken = {
  json: { headers: { 'content-type': 'application/json' }, body: '{"fields":{}}', read: json.read, end: '' },
  xml: { headers: { 'content-type': 'text/xml' }, body: '<lead><a>1</a></lead>', read: xml.read, end: '' },
  form: { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1', read: formPost.read, end: '' },
  soap11: {
    headers: { 'content-type': 'text/xml', soapaction: '""' },
    body: '<s:Envelope><s:Body><a>1</a></s:Body></s:Envelope>',
    read: soap11.read,
    end: '',
  },
  soap12: {
    headers: { 'content-type': 'application/soap+xml' },
    body: '<s:Envelope><s:Body><a>1</a></s:Body></s:Envelope>',
    read: soap12.read,
    end: '',
  },
  leadbyte: {
    headers: { 'content-type': 'application/json' },
    body: '{"a":1}',
    read: (answer: Parameters<typeof json.read>[0]) =>
      readAnswer(answer, { rule: { kind: 'reader', reader: 'leadbyte' }, standard: json.read, reference: 'ref_1' }),
    end: '/leadbyte',
  },
} as const

describe('the demo buyer', () => {
  describe.each(Object.entries(spoken))('in %s', (name, { headers, body, read, end }) => {
    it.each([
      ['accept', 'accepted'],
      ['slow', 'accepted'],
      ['choosy', 'accepted'],
      ['reject', 'rejected'],
      ['duplicate', 'duplicate'],
      ['error', 'error_retryable'],
      ['gone', 'error_final'],
    ] as const)('promises an answer at /%s that Baton reads as %s', (word, outcome) => {
      const { answer, lead } = send(`/${word}/crystal-clear${end}`, { headers, body })
      expect(lead?.dialect).toBe(name)
      const { status, contentType, text } = answer
      const came = {
        kind: 'answer',
        status,
        headers: { 'content-type': contentType },
        body: text,
        truncated: false,
      } as const
      const verdict = read({ ...came, arrived: true, tookMs: 1 })
      expect(verdict.outcome).toBe(outcome)
      if (outcome === 'accepted') expect(verdict.remoteId).toBe('CC-1001')
    })
  })

  it('promises to be choosy with every second lead, and to stay with its word', () => {
    const first = send('/choosy/halfpenny').lead!
    const second = send('/choosy/halfpenny', { reference: 'ref_2', received: [first] }).lead!
    expect([first.answer, second.answer]).toEqual(['accept', 'reject'])
    const again = send('/choosy/halfpenny', { reference: 'ref_2', received: [second, first] })
    expect(again).toMatchObject({ lead: null, answer: { text: expect.stringContaining('rejected') } })
  })

  it('promises its own number for each lead, by the partner’s initials', () => {
    const first = send('/accept/crystal-clear').lead!
    const second = send('/accept/crystal-clear', { reference: 'ref_2', received: [first] }).lead!
    expect([first.id, second.id]).toEqual(['CC-1001', 'CC-1002'])
    expect(send('/accept/ember').lead!.id).toBe('EMB-1001')
  })

  it('promises that a repeated reference gets the same number and is kept once', () => {
    const first = send('/accept/crystal-clear').lead!
    const again = send('/accept/crystal-clear', { received: [first] })
    expect(again.lead).toBeNull()
    expect(JSON.parse(again.answer.text)).toEqual({ status: 'accepted', id: first.id })
  })

  it.each([
    ['/', '{}', 404],
    ['/accept', '{}', 404],
    ['/nonsense/crystal-clear', '{}', 404],
    ['/accept/crystal-clear', 'no json', 400],
    ['/accept/crystal-clear', '[]', 400],
  ])('promises a refusal of %s with %s, and that nothing is kept', (path, body, status) => {
    expect(send(path, { body })).toMatchObject({ answer: { status }, lead: null })
  })

  it('promises a page that shows a lead as text, whatever is in it', () => {
    const lead = send('/accept/crystal-clear', { body: '{"fields":{"firstName":"<script>alert(1)</script>"}}' }).lead!
    const page = buyerPage({ received: [lead], messages: [], origin: 'http://127.0.0.1:4400', newest: '' })
    expect(page).toContain('&lt;script&gt;alert(1)')
    expect(page).not.toContain('<script>alert')
    for (const name of Object.keys(answers)) expect(page).toContain(`http://127.0.0.1:4400/${name}/{partner}`)
  })
})

describe('the receiver of the broker’s webhook', () => {
  const secret = `whsec_${Buffer.from('a secret of the demo, for tests').toString('base64')}`
  const now = Date.parse('2026-06-01T10:00:00Z')
  const body = JSON.stringify({ type: 'balance.low', timestamp: '2026-06-01T10:00:00.000Z', data: {} })
  const signed = (text = body) => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(now / 1000),
    'webhook-signature': new Webhook(secret).sign('msg_1', new Date(now), text),
  })
  const got = (more: object) => receiveMessage({ headers: signed(), body, secret, known: [], now, ...more })

  it('promises to take what is signed, once', () => {
    const { status, message } = got({})
    expect({ status, type: message?.type }).toEqual({ status: 204, type: 'balance.low' })
    expect(got({ known: [message] })).toEqual({ status: 204, message: null })
  })

  it.each([
    ['another body', { body: `${body} ` }],
    ['an old message', { now: now + 10 * 60 * 1000 }],
    ['a secret that is not known yet', { secret: null }],
    ['no signature', { headers: {} }],
  ])('promises to refuse %s', (_, more) => {
    expect(got(more)).toEqual({ status: 401, message: null })
  })
})
