import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import type { TopUp } from '../../../contract/top-up.ts'
import { findTopUp } from '../../../db/store/top-ups.ts'
import type { Env } from '../../../worker/env.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { updateBroker } from '../../../worker/operations/broker/update-broker.ts'
import { keepEvent } from '../../../worker/operations/top-ups/keep-event.ts'
import { receiveEvent } from '../../../worker/operations/top-ups/receive-event.ts'
import { returnFromPayPal } from '../../../worker/operations/top-ups/return-from-paypal.ts'
import { startTopUp } from '../../../worker/operations/top-ups/start-top-up.ts'
import { historyOf, refusal, rows } from '../../support/config.ts'
import { type TestCtx, testCtx, testDb } from '../../support/ctx.ts'
import { doAtPayPal, eventsOf, orderAtPayPal, paypalEnv, type SentEvent } from '../../support/paypal.ts'
import { buildWorld } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)
const minute = 60_000
const day = 24 * 60 * minute

const ctxAt = (now = start): TestCtx => testCtx({ now, env: { ...(env as unknown as Env), ...paypalEnv() } })

const gbp = (amount: number) => ({ amount, currency: 'GBP' })

beforeEach(async () => {
  await buildWorld(testDb(), {
    partners: [
      { id: 1, balance: 0, name: 'Northside Windows' },
      { id: 2, balance: 0 },
      { id: 3, balance: 0, buys: false, introduces: true },
    ],
    preferences: { paypalPortal: true, paypalSignUp: true, vatBps: 2000 },
  })
})

async function begin(amount = 12_000, { partnerId = 1, ctx = ctxAt() } = {}): Promise<TopUp> {
  const topUp = await startTopUp(ctx, {
    partnerId,
    entry: 'portal',
    amount: gbp(amount),
    origin: 'https://baton.example.com',
  })
  await ctx.runStarted()
  return topUp
}

const rowOf = async (id: string) => (await findTopUp(testDb(), id))!

async function comeBack(id: string, now = start + minute): Promise<void> {
  const ctx = ctxAt(now)
  await returnFromPayPal(ctx, { topUpId: id, orderId: (await rowOf(id)).orderId })
  await ctx.runStarted()
}

const signatureOf = ({ headers }: SentEvent) => ({
  authAlgo: headers['PAYPAL-AUTH-ALGO']!,
  certUrl: headers['PAYPAL-CERT-URL']!,
  transmissionId: headers['PAYPAL-TRANSMISSION-ID']!,
  transmissionSig: headers['PAYPAL-TRANSMISSION-SIG']!,
  transmissionTime: headers['PAYPAL-TRANSMISSION-TIME']!,
})

async function send(event: SentEvent, change: Partial<ReturnType<typeof signatureOf>> = {}, now = start + 2 * minute) {
  const ctx = ctxAt(now)
  await receiveEvent(ctx, { text: event.body, signature: { ...signatureOf(event), ...change } })
  await ctx.runStarted()
}

const lastEvent = async (id: string): Promise<SentEvent> => (await eventsOf(id)).at(-1)!

/** Approved and captured. */
async function paid(outcome = 'completed', amount = 12_000): Promise<{ id: string; orderId: string }> {
  const { id } = await begin(amount)
  const { orderId } = await rowOf(id)
  await doAtPayPal('approve', orderId!, outcome)
  await comeBack(id)
  return { id, orderId: orderId! }
}

const balance = async (party = 1) =>
  (await rows<{ balance: number }>('SELECT balance FROM transfers WHERE party = ? ORDER BY n DESC LIMIT 1', party))[0]
    ?.balance ?? 0

const vat = async () =>
  (
    await rows<{ sum: number }>(
      "SELECT coalesce(sum(amount * ((credit = 'vat') - (debit = 'vat'))), 0) AS sum FROM transfers",
    )
  )[0]!.sum

const clearing = async () =>
  (
    await rows<{ sum: number }>(
      "SELECT coalesce(sum(amount * ((credit = 'clearing') - (debit = 'clearing'))), 0) AS sum FROM transfers",
    )
  )[0]!.sum

const mails = async (kind: string) =>
  rows<{ id: string; body: string; recipients: string }>(
    'SELECT id, body, recipients FROM mailbox WHERE id LIKE ?',
    `notice:${kind}:%`,
  )

async function runWatch(id: string, now: number): Promise<void> {
  const [job] = await rows<{ due: number; id: string; kind: string; data: string; attempts: number }>(
    'SELECT * FROM jobs WHERE id = ?',
    `paypal-settle:${id}:watch`,
  )
  const { runJob } = await import('../../../worker/jobs/run-job.ts')
  const ctx = ctxAt(now)
  await runJob(ctx, { ...job!, data: JSON.parse(job!.data), party: null })
  await ctx.runStarted()
}

describe('a payment by PayPal', () => {
  it('promises an order at PayPal for just what is paid, with our reference and our way back', async () => {
    const { id, state, vat: tax, credited, pageUrl } = await begin()
    expect({ state, tax, credited }).toEqual({ state: 'starting', tax: gbp(2000), credited: gbp(10_000) })
    const row = await rowOf(id)
    expect(row).toMatchObject({ state: 'open', approveUrl: expect.stringContaining(`token=${row.orderId}`) })
    expect(await orderAtPayPal(row.orderId!)).toMatchObject({
      status: 'PAYER_ACTION_REQUIRED',
      custom_id: id,
      amount: { currency_code: 'GBP', value: '120.00' },
      returnUrl: `${pageUrl}/return`,
      cancelUrl: `${pageUrl}/cancel`,
    })
    expect(await balance()).toBe(0)
  })

  it('promises that who only introduces cannot pay in', async () => {
    expect((await refusal(begin(12_000, { partnerId: 3 }))).code).toBe('NOT_A_BUYER')
    expect(await rows('SELECT id FROM top_ups')).toEqual([])
  })

  it('promises the net to the partner, the VAT to VAT, and a receipt that shows both', async () => {
    const { id } = await paid()
    expect([await balance(), await vat(), await clearing()]).toEqual([10_000, 2000, -12_000])
    expect(await rowOf(id)).toMatchObject({ state: 'paid', receipt: 1 })
    const [mail] = await mails('top-up-receipt')
    expect(mail!.body).toMatch(/Credited: {3}£100\.00[\s\S]*VAT: {8}£20\.00 \(20 %\)[\s\S]*Total: {6}£120\.00/)
    expect((await verifyLedger(ctxAt())).findings).toEqual([])
  })

  it("promises a partner's own rate of VAT, and none at all where it is 0", async () => {
    await testDb().batch([
      testDb().prepare('UPDATE partners SET vat_bps = 0, version = 2 WHERE id = 1'),
      testDb().prepare(
        "INSERT INTO history (id, version, event, actor, at, commit_id) VALUES ('ptn_1', 2, 'x', 'x', 0, 'x')",
      ),
    ])
    await paid()
    expect([await balance(), await vat()]).toEqual([12_000, 0])
  })

  it('promises that nothing is credited because a browser came back', async () => {
    const { id } = await begin()
    await comeBack(id)
    expect((await rowOf(id)).state).toBe('open')
    expect(await balance()).toBe(0)
  })

  it('promises that coming back with the order of somebody else asks nothing', async () => {
    const { id } = await begin()
    const ctx = ctxAt()
    await returnFromPayPal(ctx, { topUpId: id, orderId: 'ORSOMEBODYELSE' })
    expect(ctx.started).toEqual([])
  })

  it('promises the credit to a payer who approved and never came back', async () => {
    const { id } = await begin()
    await doAtPayPal('approve', (await rowOf(id)).orderId!, 'completed')
    await runWatch(id, start + 3 * minute)
    expect(await balance()).toBe(10_000)
  })

  it.each([
    ['return page, then event', ['return', 'event']],
    ['event, then return page', ['event', 'return']],
    ['event twice', ['return', 'event', 'event']],
    ['return page twice, a while apart', ['return', 'return', 'event']],
  ])('promises one credit: %s', async (_name, order) => {
    const { id } = await begin()
    const { orderId } = await rowOf(id)
    await doAtPayPal('approve', orderId!, 'completed')
    let now = start + minute
    for (const step of order) {
      now += minute
      if (step === 'return') await comeBack(id, now)
      else await send(await lastEvent(id), {}, now)
    }
    expect([await balance(), await vat()]).toEqual([10_000, 2000])
    expect(await mails('top-up-receipt')).toHaveLength(1)
  })

  it('promises one credit when return page, look and event come in the same moment', async () => {
    const { id } = await begin()
    const { orderId } = await rowOf(id)
    await doAtPayPal('approve', orderId!, 'completed')
    const first = ctxAt(start + minute)
    await returnFromPayPal(first, { topUpId: id, orderId })
    await send((await eventsOf(id))[0]!)
    await Promise.all([
      first.runStarted(),
      runWatch(id, start + minute),
      eventsOf(id).then((events) => send(events.at(-1)!)),
    ])
    expect([await balance(), await vat()]).toEqual([10_000, 2000])
    expect(await rows("SELECT id FROM transfers WHERE id LIKE 'topup:%'")).toHaveLength(2)
  })

  it('promises that receipts are numbered one after another', async () => {
    const first = await paid()
    const second = await paid('completed', 5000)
    expect([(await rowOf(first.id)).receipt, (await rowOf(second.id)).receipt]).toEqual([1, 2])
  })
})

describe('what PayPal says of the money', () => {
  it('promises that PENDING waits and is asked about again, then credited', async () => {
    const { id, orderId } = await paid('pending')
    expect([(await rowOf(id)).state, await balance()]).toEqual(['pending', 0])
    await doAtPayPal('finish', orderId, 'completed')
    await runWatch(id, start + 3 * day)
    expect([(await rowOf(id)).state, await balance()]).toEqual(['paid', 10_000])
  })

  it('promises that a pending payment which is declined credits nothing, and tells its partner', async () => {
    const { id, orderId } = await paid('pending')
    await doAtPayPal('finish', orderId, 'declined')
    await send(await lastEvent(id))
    expect([(await rowOf(id)).state, await balance()]).toEqual(['declined', 0])
    expect(await mails('top-up-declined')).toHaveLength(1)
  })

  it.each(['declined', 'failed', 'instrument-declined'])('promises that %s credits nothing', async (outcome) => {
    const { id } = await paid(outcome)
    expect([(await rowOf(id)).state, await balance()]).toEqual(['declined', 0])
  })

  it('promises the credit when an order that was declined is paid after all', async () => {
    const { id, orderId } = await paid('instrument-declined')
    await doAtPayPal('approve', orderId, 'completed')
    await send(await lastEvent(id))
    expect([(await rowOf(id)).state, await balance()]).toEqual(['paid', 10_000])
  })

  it('promises that an order which nobody approved expires, and that its watch ends', async () => {
    const { id } = await begin()
    await runWatch(id, start + 25 * 60 * minute)
    expect((await rowOf(id)).state).toBe('expired')
    expect(await rows('SELECT id FROM jobs WHERE id LIKE ?', `paypal-settle:${id}%`)).toEqual([])
  })

  it('promises that money which is not what was asked for is not taken', async () => {
    const { id } = await begin()
    const { orderId } = await rowOf(id)
    const other = await begin(5000)
    await testDb().prepare('UPDATE top_ups SET order_id = NULL WHERE id = ?').bind(other.id).run()
    const foreign = (await rows<{ order_id: string }>('SELECT order_id FROM top_ups WHERE id = ?', id))[0]!.order_id
    await testDb().batch([
      testDb().prepare('UPDATE top_ups SET order_id = NULL WHERE id = ?').bind(id),
      testDb().prepare('UPDATE top_ups SET order_id = ? WHERE id = ?').bind(foreign, other.id),
    ])
    await doAtPayPal('approve', orderId!, 'completed')
    await comeBack(other.id)
    expect((await orderAtPayPal(orderId!)).status).toBe('APPROVED')
    expect(await balance()).toBe(0)
  })
})

describe('events of PayPal', () => {
  it.each([
    ['transmissionSig', 'Zm9yZ2Vk'],
    ['transmissionId', 'another'],
    ['transmissionTime', '2020-01-01T00:00:00Z'],
    ['authAlgo', 'none'],
    ['certUrl', 'https://evil.example.com/cert'],
  ])('promises that an event with another %s is believed by nobody', async (name, value) => {
    const { id } = await begin()
    const { orderId } = await rowOf(id)
    await doAtPayPal('approve', orderId!, 'completed')
    await send(await lastEvent(id), { [name]: value })
    expect([(await rowOf(id)).state, await balance()]).toEqual(['open', 0])
    expect((await orderAtPayPal(orderId!)).status).toBe('APPROVED')
  })

  it('promises that a changed event is believed by nobody, and that written anew it is not the same', async () => {
    const { id } = await paid()
    await doAtPayPal('takeBack', (await rowOf(id)).orderId!, { value: '12.00' })
    const event = await lastEvent(id)
    await send({ ...event, body: event.body.replace('12.00', '99.00') })
    await send({ ...event, body: JSON.stringify(JSON.parse(event.body)) })
    expect(await balance()).toBe(10_000)
    await send(event)
    expect(await balance()).toBe(9000)
  })

  it('promises that an event about nobody here costs no call, and one that cannot be placed is sent again', async () => {
    const { id } = await paid()
    const event = await lastEvent(id)
    const about = (customId: string) => event.body.replaceAll(id, customId)
    const ctx = ctxAt()
    await receiveEvent(ctx, { text: about('shop-order-7'), signature: signatureOf(event) })
    await receiveEvent(ctx, {
      text: event.body.replace('PAYMENT.CAPTURE.COMPLETED', 'BILLING.PLAN.CREATED'),
      signature: signatureOf(event),
    })
    expect(ctx.started).toEqual([])
    const unknown = { text: about(id.replace(/.$/, '0').replace(/..$/, 'ff')), signature: signatureOf(event) }
    expect((await refusal(receiveEvent(ctx, unknown))).code).toBe('NOT_FOUND')
  })

  it('promises that a flood of events about one payment is stopped', async () => {
    const { id } = await paid()
    const event = await lastEvent(id)
    const ctx = ctxAt()
    const sendOne = () => receiveEvent(ctx, { text: event.body, signature: signatureOf(event) })
    for (let n = 0; n < 60; n += 1) await sendOne()
    expect((await refusal(sendOne())).code).toBe('RATE_LIMITED')
  })

  it("promises that a partner's flood of forged events does not keep PayPal's own from being taken in", async () => {
    const { id, orderId } = await paid()
    const event = await lastEvent(id)
    const forge = () =>
      receiveEvent(ctxAt(), { text: event.body, signature: signatureOf(event), caller: '203.0.113.7' })
    for (let n = 0; n < 60; n += 1) await forge()
    expect((await refusal(forge())).code).toBe('RATE_LIMITED')
    await doAtPayPal('takeBack', orderId, { as: 'reversal' })
    await send(await lastEvent(id))
    expect(await balance()).toBe(0)
  })

  it('promises that an event waits while PayPal cannot be asked', async () => {
    const { id } = await paid()
    await doAtPayPal('takeBack', (await rowOf(id)).orderId!, {})
    const event = await lastEvent(id)
    const deaf = testCtx({
      now: start,
      env: { ...(env as unknown as Env), ...paypalEnv(), PAYPAL_BASE_URL: 'http://127.0.0.1:1' },
    })
    const job = { due: start, id: 'e1', kind: 'paypal-event', data: {}, attempts: 1, party: null }
    await testDb()
      .prepare("INSERT INTO jobs (due, id, kind, data, attempts) VALUES (?, 'e1', 'paypal-event', '{}', 1)")
      .bind(start)
      .run()
    await keepEvent(deaf, { topUpId: id, text: event.body, signature: signatureOf(event), job })
    const [waiting] = await rows<{ due: number }>("SELECT due FROM jobs WHERE id = 'e1'")
    expect(waiting!.due).toBeGreaterThan(start)
    expect(await balance()).toBe(10_000)
  })
})

describe('money that PayPal takes back', () => {
  it('promises a full refund net and VAT, each to the penny', async () => {
    const { id, orderId } = await paid()
    await doAtPayPal('takeBack', orderId, {})
    await send(await lastEvent(id))
    expect([await balance(), await vat(), await clearing()]).toEqual([0, 0, 0])
    expect(await rowOf(id)).toMatchObject({ state: 'paid' })
    expect([(await mails('top-up-taken-back')).length, (await mails('top-up-taken-back-broker')).length]).toEqual([
      1, 1,
    ])
  })

  it('promises that refunds in odd parts leave nothing behind in the end', async () => {
    const { id, orderId } = await paid('completed', 9999)
    for (const value of ['33.33', '0.01', '33.33', '33.32']) {
      await doAtPayPal('takeBack', orderId, { value })
      await send(await lastEvent(id))
    }
    expect([await balance(), await vat(), await clearing()]).toEqual([0, 0, 0])
  })

  it('promises that a refund counts which whoever made it gave a reference of its own', async () => {
    const { id, orderId } = await paid()
    await doAtPayPal('takeBack', orderId, { customId: 'goodwill-7' })
    await send(await lastEvent(id))
    expect([await balance(), await vat(), await clearing()]).toEqual([0, 0, 0])
  })

  it('promises that the same refund counts once, however often it is told', async () => {
    const { id, orderId } = await paid()
    await doAtPayPal('takeBack', orderId, { value: '60.00' })
    for (let n = 0; n < 3; n += 1) await send(await lastEvent(id), {}, start + n * minute)
    expect([await balance(), await vat()]).toEqual([5000, 1000])
  })

  it('promises that a refund which overtakes its payment leaves the right rest', async () => {
    const { id } = await begin()
    const { orderId } = await rowOf(id)
    await doAtPayPal('approve', orderId!, 'pending')
    await comeBack(id)
    await doAtPayPal('finish', orderId!, 'completed')
    const completed = await lastEvent(id)
    await doAtPayPal('takeBack', orderId!, { value: '60.00' })
    await send(await lastEvent(id))
    await send(completed)
    expect([await balance(), await vat()]).toEqual([5000, 1000])
    expect(await rowOf(id)).toMatchObject({ state: 'paid', receipt: 1 })
  })

  it('promises that a reversal may leave a partner over its limit, and stops only new leads', async () => {
    const { id, orderId } = await paid()
    await testDb()
      .prepare(
        "INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held, payable) SELECT 1, n + 1, 'spent', 'available', 'revenue', 9000, 'GBP', 'charge', 0, balance - 9000, 0, 0 FROM transfers WHERE party = 1 ORDER BY n DESC LIMIT 1",
      )
      .run()
    await doAtPayPal('takeBack', orderId, { as: 'reversal' })
    await send(await lastEvent(id))
    expect(await balance()).toBe(-9000)
    expect((await mails('top-up-taken-back'))[0]!.body).toContain('reversed by PayPal')
  })

  it('promises that the payment stays paid and its money as it was', async () => {
    const { id } = await paid()
    const change = (sql: string) => testDb().prepare(`UPDATE top_ups SET ${sql} WHERE id = ?`).bind(id).run()
    for (const sql of ["state = 'open'", "capture_id = 'CP2'", 'gross = 1', 'vat = 1', 'partner_id = 2', 'receipt = 9'])
      await expect(change(sql)).rejects.toThrow('APPEND_ONLY')
    await expect(testDb().prepare('DELETE FROM top_ups').run()).rejects.toThrow('APPEND_ONLY')
  })
})

describe('who may begin a payment, and for how much', () => {
  const attempt = (amount: object, ctx = ctxAt()) =>
    startTopUp(ctx, { partnerId: 1, entry: 'portal', amount: amount as never, origin: 'https://baton.example.com' })

  it.each([
    ['another currency', { amount: 12_000, currency: 'EUR' }, '/amount/currency WRONG_CURRENCY'],
    ['less than the minimum', gbp(999), '/amount/amount TOO_SMALL'],
    ['more than the maximum', gbp(1_000_001), '/amount/amount TOO_LARGE'],
  ])('promises a refusal of %s', async (_name, amount, error) => {
    expect(await refusal(attempt(amount))).toMatchObject({ code: 'INVALID_BODY', errors: [error] })
  })

  it('promises that it is not there where PayPal is off, not configured, or for a closed partner', async () => {
    const unconfigured = testCtx({ env: { ...(env as unknown as Env), PAYPAL_CLIENT_ID: '' } })
    expect((await refusal(attempt(gbp(12_000), unconfigured))).code).toBe('NOT_FOUND')
    await testDb().batch([
      testDb().prepare("UPDATE partners SET status = 'closed', version = 2 WHERE id = 2"),
      testDb().prepare(
        "INSERT INTO history (id, version, event, actor, at, commit_id) VALUES ('ptn_2', 2, 'x', 'x', 0, 'x')",
      ),
    ])
    expect((await refusal(begin(12_000, { partnerId: 2 }))).code).toBe('NOT_FOUND')
  })

  it('promises the currency that was asked for, however late it is paid', async () => {
    const { id } = await begin()
    expect(await refusal(updateBroker(ctxAt(), { currency: 'JPY' }))).toMatchObject({
      errors: ['/currency CURRENCY_FIXED'],
    })
    await doAtPayPal('approve', (await rowOf(id)).orderId!, 'completed')
    await comeBack(id)
    expect(
      await rows("SELECT amount, currency FROM transfers WHERE id LIKE 'topup:%' AND credit = 'available'"),
    ).toEqual([{ amount: 10_000, currency: 'GBP' }])
  })

  it('promises one payment for a button that is pressed twice, also at once', async () => {
    const id = `top_${ctxAt().newId()}`
    const press = () =>
      startTopUp(ctxAt(), {
        partnerId: 1,
        entry: 'portal',
        amount: gbp(12_000),
        origin: 'https://baton.example.com',
        id,
      })
    const all = [...(await Promise.all([press(), press()])), await press()]
    expect(new Set(all.map((topUp) => topUp.id))).toEqual(new Set([id]))
    expect(await rows('SELECT id FROM top_ups')).toHaveLength(1)
  })

  it('promises that an id of another partner, or for another amount, begins a payment of its own', async () => {
    const { id } = await begin()
    const again = await startTopUp(ctxAt(), {
      partnerId: 2,
      entry: 'portal',
      amount: gbp(12_000),
      origin: 'https://baton.example.com',
      id,
    })
    expect(again.id).not.toBe(id)
    expect((await rowOf(again.id)).partnerId).toBe(2)
  })

  it('promises that history says what happened, in order', async () => {
    const { id } = await paid()
    expect((await historyOf(id)).map(({ event }) => event)).toEqual([
      'top-up.started',
      'top-up.opened',
      'top-up.returned',
      'top-up.paid',
    ])
  })
})
