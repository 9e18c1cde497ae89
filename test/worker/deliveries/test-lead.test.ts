import { beforeEach, describe, expect, inject, it } from 'vitest'
import { completeDelivery, type StoredDelivery } from '../../../contract/delivery.ts'
import { dayMs } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { readTest } from '../../../worker/operations/deliveries/read-test.ts'
import { startTest } from '../../../worker/operations/deliveries/start-test.ts'
import { pausePartner } from '../../../worker/operations/partners/pause-partner.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { createTemplate } from '../../../worker/operations/templates/create-template.ts'
import {
  admin,
  asPartner,
  makeBroker,
  makeGroup,
  makePartner,
  makeSetup,
  makeType,
  refusal,
  rows,
} from '../../support/config.ts'
import { testCtx } from '../../support/ctx.ts'
import { aValue } from '../../support/internet-settings.ts'

const start = Date.UTC(2026, 5, 15, 12)
const house = (more = {}) => testCtx({ actor: admin, now: start, ...more })
const outside = inject('outside')

const delivery = (path: string, email: StoredDelivery['email'] = null) =>
  completeDelivery({
    email,
    internet: {
      format: 'json',
      url: `${outside.http}${path}`,
      headers: {},
      mapping: [aValue('/key', 's3cret-of-buyer', { secret: true }), aValue('/name', '{{firstName}}')],
    },
  })

const seenAt = async (path: string) =>
  (await fetch(`${outside.http}/_seen?path=${path}`)).json<{ headers: Record<string, string>; body: string }[]>()

const test = async (ctx = house()) => {
  const { id } = await startTest(ctx, 2, { leadTypeId: null })
  await ctx.runStarted()
  return readTest(ctx, id)
}

beforeEach(async () => {
  await makeBroker(house())
  await makeGroup(house())
  await makeType(house(), {
    fields: [
      { name: 'firstName', kind: 'text', label: 'First name' },
      { name: 'born', kind: 'date', label: 'Born' },
    ],
  })
  // Neither credit nor an open limit: a test needs none.
  await makePartner(house(), { delivery: delivery('/test-lead'), dailyLimit: 1 })
  await makeSetup(house())
})

describe('a test lead promises', () => {
  it('to be sent under a reference of its own, marked, with made-up answers, and to say what came of it', async () => {
    const tested = await test()
    expect(tested).toMatchObject({
      partnerId: 'ptn_2',
      leadTypeId: 'typ_1',
      attempts: [{ via: 'internet', outcome: 'accepted', reached: true, answer: { status: 200 } }],
    })
    expect(tested.id).toMatch(/^tst_/)
    const seen = (await seenAt('/test-lead')).filter(({ headers }) => headers['idempotency-key'] === tested.id)
    expect(seen).toMatchObject([{ headers: { 'x-baton-test': 'true', 'x-baton-reference': tested.id } }])
    expect(JSON.parse(seen[0]!.body)).toEqual({ key: 's3cret-of-buyer', name: expect.any(String) })
    expect(JSON.stringify(tested)).not.toContain('s3cret')
  })

  it('to charge nothing, count nothing and refer nothing', async () => {
    await test()
    await test()
    for (const table of ['leads', 'referrals', 'transfers', 'partner_counts'])
      expect([table, await rows(`SELECT * FROM ${table}`)]).toEqual([table, []])
    expect(await rows("SELECT kind FROM jobs WHERE kind <> 'purge-raw'")).toEqual([])
  })

  it('to go to a partner that has paused, and to leave its breaker alone', async () => {
    await updatePartner(house(), 2, { delivery: delivery('/answer?status=500') })
    await pausePartner(house(), 2)
    expect((await test()).attempts).toMatchObject([{ outcome: 'error_retryable', answer: { status: 500 } }])
    expect(await rows('SELECT failures, breaker_until FROM partners WHERE id = 2')).toEqual([
      { failures: 0, breaker_until: 0 },
    ])
  })

  it('to be tried by each way that there is, the e-mail by the partner’s template', async () => {
    await createTemplate(house(), {
      kind: 'lead-delivery',
      name: 'Ours',
      subject: 'For {{partner.name}}: {{leadType.name}}',
      text: 'Call {{firstName}}, born {{born}}. Reference {{referral.reference}}',
      html: '<p>Call <b>{{firstName}}</b></p>',
    })
    const email = { to: ['test-lead@example.com', 'second@example.com'], templateId: 'tpl_1' }
    await updatePartner(house(), 2, { delivery: delivery('/test-lead', email) })
    const smtp = { ...house().env, SMTP_URL: outside.smtp.takes }
    const { id, attempts } = await test(house({ env: smtp }))
    expect(attempts).toMatchObject([
      { via: 'internet', outcome: 'accepted' },
      { via: 'email', outcome: 'accepted', request: { to: email.to } },
    ])
    const [mail] = await (await fetch(`${outside.http}/_mails?to=test-lead@example.com`)).json<
      { to: string[]; content: string }[]
    >()
    expect(mail!.to).toEqual(email.to)
    expect(mail!.content).toMatch(/^Subject: \[Test\] For Example Boilers: Boilers\r$/m)
    expect(mail!.content).toMatch(/^Content-Type: text\/plain/m)
    expect(mail!.content).toMatch(/^Content-Type: text\/html/m)
    expect(mail!.content.replace(/=\r\n/g, '')).toContain(`Reference ${id}`)
  })

  it('to be sent once, though its job runs twice', async () => {
    const ctx = house()
    const { id } = await startTest(ctx, 2, { leadTypeId: null })
    const [job] = ctx.started
    await runJob(testCtx({ now: start }), job!)
    await runJob(testCtx({ now: start }), job!)
    expect((await seenAt('/test-lead')).filter(({ headers }) => headers['idempotency-key'] === id)).toHaveLength(1)
  })

  it('to be sent by the sweep where the Worker died before it was', async () => {
    const { id } = await startTest(house(), 2, { leadTypeId: null })
    await runDue(() => testCtx({ now: start + 61_000 }))
    expect((await readTest(house(), id)).attempts).toMatchObject([{ outcome: 'accepted' }])
  })

  it('to forget after 30 days what was sent and answered, and to keep what came of it', async () => {
    const { id } = await test()
    await runDue(() => testCtx({ now: start + 31 * dayMs }))
    expect((await readTest(house(), id)).attempts).toMatchObject([{ outcome: 'accepted', request: null, answer: null }])
  })

  it('itself to the partner and to admins, to nobody else, and not without end', async () => {
    const own = testCtx({ actor: asPartner(2), now: start })
    const { id } = await startTest(own, 2, { leadTypeId: 1 })
    expect((await readTest(own, id)).sentAt).toBeNull()
    const other = testCtx({ actor: asPartner(1), now: start })
    expect((await refusal(startTest(other, 2, { leadTypeId: null }))).code).toBe('NOT_FOUND')
    expect((await refusal(readTest(other, id))).code).toBe('NOT_FOUND')
    await startTest(own, 2, { leadTypeId: null })
    await startTest(own, 2, { leadTypeId: null })
    expect((await refusal(startTest(own, 2, { leadTypeId: null }))).code).toBe('RATE_LIMITED')
  })

  it('to say so where there is nothing to test', async () => {
    await makePartner(house(), { name: 'Without' })
    expect((await refusal(startTest(house(), 3, { leadTypeId: null }))).code).toBe('NO_DELIVERY')
    expect((await refusal(startTest(house(), 2, { leadTypeId: 9 }))).errors).toEqual(['/leadTypeId NOT_FOUND'])
  })
})
