import { env } from 'cloudflare:test'
import { describe, expect, inject, it } from 'vitest'
import { completeDelivery, type StoredDelivery } from '../../../contract/delivery.ts'
import type { Attempt } from '../../../worker/delivery/attempt.ts'
import { json } from '../../../worker/delivery/formats/json.ts'
import { send, sendCopy } from '../../../worker/delivery/send.ts'
import type { Env } from '../../../worker/env.ts'
import { aParcel } from '../../support/parcel.ts'

const outside = inject('outside')
const ctx = { env: env as unknown as Env, db: (env as unknown as Env).DB, now: Date.UTC(2026, 10, 22, 9) }
const parcel = aParcel()
const packed = { pack: () => parcel, reference: parcel.reference }
const email = { to: ['leads@example.com'], templateId: null }

const toServer = (path: string, more: Partial<StoredDelivery> = {}): Promise<Attempt> => {
  const headers = { Authorization: 'Bearer t0ken-of-partner' }
  const internet = { format: 'json' as const, url: `${outside.http}${path}`, headers }
  return send(ctx, { ...packed, delivery: completeDelivery({ email: null, internet, ...more }) })
}

const mailbox = async () => (await ctx.db.prepare('SELECT id, subject, body FROM mailbox ORDER BY id').all()).results

describe('handing a lead to a server promises that', () => {
  it('what arrives is what the format wrote', async () => {
    await toServer('/golden')
    const seen = (await (await fetch(`${outside.http}/_seen?path=/golden`)).json()) as Record<string, unknown>[]
    const written = json.encode(parcel, { headers: { Authorization: 'Bearer t0ken-of-partner' } })
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ method: 'POST', body: written.body, headers: written.headers })
  })

  it('an acceptance is accepted, with the partner’s id', async () => {
    expect(await toServer('/say/{"status":"accepted","id":"L-7"}')).toMatchObject({
      outcome: 'accepted',
      because: null,
      remoteId: 'L-7',
      via: 'internet',
      reached: true,
      copyByEmail: false,
      retryAfterMs: null,
      answer: { status: 200, body: '{"status":"accepted","id":"L-7"}', truncated: false },
    })
  })

  it.each([
    [
      '/say/{"status":"rejected","reason":"full"}?mode=rejected',
      { outcome: 'rejected', reason: 'full', reached: true },
    ],
    ['/answer?status=409', { outcome: 'duplicate', reached: true }],
    ['/answer?status=410', { outcome: 'error_final', disable: true, reached: true }],
    ['/answer?status=503&header=retry-after:120', { outcome: 'error_retryable', retryAfterMs: 120_000, reached: true }],
    ['/redirect', { outcome: 'error_final', reached: true }],
    ['/reset', { outcome: 'unknown', reached: true, answer: null }],
    ['/half', { outcome: 'unknown', reached: true, answer: null }],
    ['/answer?status=521&body=error+code:+521', { outcome: 'error_retryable', reached: false, answer: null }],
  ])('%s comes to %o', async (path, expected) => {
    expect(await toServer(path)).toMatchObject(expected)
  })

  it('a port that refuses has had nothing', async () => {
    const internet = { format: 'json' as const, url: outside.refused, headers: {} }
    expect(await toServer('', { internet })).toMatchObject({ outcome: 'error_retryable', reached: false })
  })

  it('nothing that is kept shows the partner’s secrets, even if they come back', async () => {
    const attempt = await toServer('/echo?key=query-secret')
    expect(JSON.stringify(attempt)).not.toMatch(/t0ken|query-secret/)
    expect(attempt.request).toMatchObject({
      url: `${outside.http}/echo?key=•••`,
      headers: { authorization: '•••', 'x-baton-reference': parcel.reference },
      body: json.encode(parcel, { headers: {} }).body,
    })
    expect(attempt.answer?.body).toContain('"authorization":"•••"')
  })

  it('where an answer points to is kept without its query', async () => {
    expect((await toServer('/redirect')).answer?.headers.location).toBe('/redirected?•••')
  })
})

describe('handing a lead over by e-mail promises that', () => {
  it('without a server, e-mail decides', async () => {
    const attempt = await send(ctx, { ...packed, delivery: { email, internet: null } })
    expect(attempt).toMatchObject({ outcome: 'accepted', via: 'email', reached: true, copyByEmail: false })
    expect(attempt.request).toMatchObject({ to: ['leads@example.com'] })
    expect(await mailbox()).toMatchObject([
      { id: parcel.reference, subject: `New lead: Double glazing [${parcel.reference}]` },
    ])
  })

  it('a repeat does not arrive twice, unless a person asks for it', async () => {
    const delivery = { email, internet: null }
    await send(ctx, { ...packed, delivery })
    await send(ctx, { ...packed, delivery })
    expect(await mailbox()).toHaveLength(1)
    await send(ctx, { ...packed, delivery, mailId: `${parcel.reference}:2` })
    expect(await mailbox()).toHaveLength(2)
  })

  it('a mailbox that refuses it has had nothing', async () => {
    const smtp = { ...ctx, env: { ...ctx.env, SMTP_URL: outside.smtp.takes } }
    const toMailbox = (to: string) =>
      send(smtp, { ...packed, delivery: { email: { to: [to], templateId: null }, internet: null } })
    expect(await toMailbox('later@example.com')).toMatchObject({ outcome: 'error_retryable', reached: false })
    expect(await toMailbox('never@example.com')).toMatchObject({ outcome: 'error_final', reached: false })
    expect(await toMailbox('reads-later@example.com')).toMatchObject({ outcome: 'error_retryable', reached: true })
  })
})

describe('a server and e-mail together promise that', () => {
  it('the server decides and e-mail gets a copy of what it took', async () => {
    const attempt = await toServer('/answer', { email })
    expect(attempt).toMatchObject({ outcome: 'accepted', copyByEmail: true })
    expect(await mailbox()).toEqual([])
    expect(await sendCopy(ctx, { parcel, to: email.to })).toMatchObject({ kind: 'answer', status: 250 })
    expect(await mailbox()).toMatchObject([{ id: `${parcel.reference}:copy` }])
    expect((await mailbox())[0]?.body).toContain('This is a copy for you to read.')
  })

  it.each(['/answer?status=500', '/answer?status=409', '/reset'])('no copy goes out after %s', async (path) => {
    expect((await toServer(path, { email })).copyByEmail).toBe(false)
  })
})

describe('a lead that cannot be handed over promises that', () => {
  it('a partner without any delivery is a final error', async () => {
    const attempt = await send(ctx, { ...packed, delivery: { email: null, internet: null } })
    expect(attempt).toMatchObject({ outcome: 'error_final', via: null, reached: false, request: null })
    expect(attempt.because).toContain('NO_DELIVERY')
  })

  it('a parcel that cannot be written is a final error at once, and nothing is sent', async () => {
    const poison = aParcel({ fields: [{ name: 'x', kind: 'text', label: 'X', value: 1n, text: '', items: [] }] })
    const internet = { format: 'json' as const, url: `${outside.http}/poison`, headers: {} }
    const attempt = await send(ctx, {
      pack: () => poison,
      reference: poison.reference,
      delivery: completeDelivery({ email: null, internet }),
    })
    expect(attempt).toMatchObject({ outcome: 'error_final', via: null, reached: false })
    expect(await (await fetch(`${outside.http}/_seen?path=/poison`)).json()).toEqual([])
  })
})
