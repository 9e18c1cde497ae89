import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import { dayMs, hourMs, minuteMs, secondMs } from '../../../contract/time.ts'
import { tellSql } from '../../../db/store/webhooks.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { listMessages } from '../../../worker/operations/webhooks/list-messages.ts'
import { readMessage } from '../../../worker/operations/webhooks/read-message.ts'
import { readWebhook } from '../../../worker/operations/webhooks/read-webhook.ts'
import { rotateSecret } from '../../../worker/operations/webhooks/rotate-secret.ts'
import { testWebhook } from '../../../worker/operations/webhooks/test-webhook.ts'
import { updateWebhook } from '../../../worker/operations/webhooks/update-webhook.ts'
import { capture, mailbox } from '../../support/automation-world.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { addressOf, hook, ownPath, seenAt, waitingMessages } from '../../support/webhook-world.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const noon = Date.UTC(2026, 5, 15, 12)
const page = { limit: 50, cursor: undefined, state: undefined }

beforeEach(() =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, scope: 2 }],
    partners: [{ id: 1 }, { id: 2 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  }),
)

const countOf = async (table: string): Promise<number> =>
  (await testDb().prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>())!.n

describe('a webhook promises that', () => {
  it('an event arrives signed, and the library verifies it', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: Date.now() })
    const { secret } = await hook(ctx, { url: addressOf(path) })
    await capture(ctx)
    const requests = await seenAt(path)
    expect(requests).toHaveLength(2)
    for (const { headers, body } of requests) {
      const message = new Webhook(secret!).verify(body, headers) as { type: string; timestamp: string }
      expect(message).toMatchObject({ type: 'referral.delivered', timestamp: new Date(ctx.now).toISOString() })
      expect(headers['content-type']).toBe('application/json')
      expect(headers['webhook-id']).toMatch(/^msg_/)
    }
  })

  it('where nobody listens an event writes nothing, and one look-up answers it', async () => {
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(ownPath()), types: ['lead.closed'] })
    await capture(ctx)
    expect(await waitingMessages()).toEqual([])
    expect(await countOf('webhook_messages')).toBe(0)
    const { results } = await testDb()
      .prepare(`EXPLAIN QUERY PLAN ${tellSql}`)
      .bind(0, '', '{}', 'lead.captured', '[]', null, null)
      .all<{ detail: string }>()
    expect(results.map(({ detail }) => detail)).toContain(
      'SEARCH webhook_listens USING PRIMARY KEY (type=? AND partner_id=?)',
    )
    expect(results.filter(({ detail }) => /^SCAN (?!CONSTANT|json_each)/.test(detail))).toEqual([])
  })

  it('what was announced and not sent, because everything stopped, is sent by the sweep', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(path), types: ['lead.captured'] })
    await captureLead(ctx, { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) })
    expect(await seenAt(path)).toEqual([])
    await sweepAt(noon + 2 * minuteMs)
    expect(await seenAt(path)).toHaveLength(1)
  })

  it('a dry run tells nobody', async () => {
    const path = ownPath()
    await hook(testCtx({ now: noon }), { url: addressOf(path), types: ['lead.captured'] })
    const dry = testCtx({ now: noon, dryRun: true })
    await captureLead(dry, { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) })
    expect(await waitingMessages()).toEqual([])
  })

  it('everybody who hears of one event gets the same id', async () => {
    const [one, two] = [ownPath(), ownPath()]
    const ctx = testCtx({ now: noon })
    for (const path of [one, two]) await hook(ctx, { url: addressOf(path), types: ['lead.captured'] })
    await capture(ctx)
    const ids = (await Promise.all([seenAt(one), seenAt(two)])).flat().map(({ headers }) => headers['webhook-id'])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })

  it('a failed try is repeated under the same id with the same body, signed anew', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(path, 'status=500'), types: ['lead.captured'] })
    await capture(ctx)
    expect(await waitingMessages()).toMatchObject([{ attempts: 1, party: -1 }])
    await sweepAt(noon + 10 * secondMs)
    await sweepAt(noon + 10 * minuteMs)
    const requests = await seenAt(path)
    expect(requests).toHaveLength(3)
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1)
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(requests.map(({ headers }) => headers['webhook-signature'])).size).toBe(3)
  })

  it('Retry-After is waited for', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(path, 'status=503&header=retry-after:600'), types: ['lead.captured'] })
    await capture(ctx)
    expect((await waitingMessages())[0]!.due).toBeGreaterThanOrEqual(noon + 10 * minuteMs)
  })

  it('a busy server makes the next message wait, without a try', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(path, 'status=429&header=retry-after:600'), types: ['lead.captured'] })
    await capture(ctx, 1)
    await capture(ctx, 2)
    expect(await seenAt(path)).toHaveLength(1)
    const { items } = await listMessages(ctx, 1, page)
    expect(items.map(({ state, attempts }) => [state, attempts]).sort()).toEqual([
      ['pending', 0],
      ['pending', 1],
    ])
  })

  it('410 switches it off, and its owner is told, once', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { name: 'Our CRM', url: addressOf(path, 'status=410'), types: ['lead.captured'] })
    await capture(ctx, 1)
    expect(await readWebhook(ctx, 1)).toMatchObject({ active: false, disabledBecause: 'GONE', version: 2 })
    await capture(ctx, 2)
    expect(await seenAt(path)).toHaveLength(1)
    expect((await mailbox()).filter(({ subject }) => subject.includes('switched off'))).toMatchObject([
      { to: ['broker@example.com'], subject: 'Your webhook was switched off: Our CRM' },
    ])
    expect(await waitingMessages()).toEqual([])
  })

  it("a partner's is told to the partner", async () => {
    await testDb().prepare("UPDATE partners SET contact_email = 'boss@example.org', version = 2 WHERE id = 1").run()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(ownPath(), 'status=410'), partnerId: 1 })
    await capture(ctx)
    expect((await mailbox()).filter(({ subject }) => subject.includes('switched off'))).toMatchObject([
      { to: ['boss@example.org'] },
    ])
  })

  it('five days of failures switch it off; switched on again it is well', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(path, 'status=500'), types: ['lead.captured'] })
    await testDb()
      .prepare('UPDATE webhooks SET failures = 40, failing_since = ?')
      .bind(noon - 5 * dayMs)
      .run()
    await capture(ctx)
    expect(await readWebhook(ctx, 1)).toMatchObject({ active: false, disabledBecause: 'FAILING' })
    const again = await updateWebhook(ctx, 1, { active: true, url: addressOf(path) })
    expect(again).toMatchObject({ active: true, disabledBecause: null, health: { failures: 0, failingSince: null } })
    await capture(ctx, 2)
    expect(await seenAt(path)).toHaveLength(2)
  })

  it('five failures in a row pause it for an hour, then one probe goes out', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(path, 'status=500'), types: ['lead.captured'] })
    for (let n = 1; n <= 7; n += 1) await capture(ctx, n)
    expect(await seenAt(path)).toHaveLength(5)
    await sweepAt(noon + 30 * minuteMs)
    expect(await seenAt(path)).toHaveLength(5)
    await sweepAt(noon + hourMs + 2 * minuteMs)
    // One probe, and at most one beside it: a webhook has two connections.
    expect((await seenAt(path)).length).toBeLessThanOrEqual(7)
    expect((await seenAt(path)).length).toBeGreaterThanOrEqual(6)
  })

  it('a redirect is not followed', async () => {
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: `${inject('outside').http}/redirect`, types: ['lead.captured'] })
    const seen = (await seenAt('/redirected')).length
    await capture(ctx)
    expect((await seenAt('/redirected')).length).toBe(seen)
    const { items } = await listMessages(ctx, 1, page)
    expect(items).toMatchObject([{ state: 'pending', lastStatus: 302 }])
  })

  it('an address that is no longer allowed is not called', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(path), types: ['lead.captured'] })
    const production = { ...ctx, env: { ...ctx.env, ENVIRONMENT: 'production' as const } }
    await captureLead(production, {
      leadTypeId: 1,
      introducerId: null,
      channel: 'json',
      pageUrl: null,
      fields: usualLead(1),
    })
    for (const job of ctx.started.splice(0)) if (job.kind === 'send-webhook') await runJob(production, job)
    expect(await seenAt(path)).toEqual([])
    const { items } = await listMessages(ctx, 1, page)
    const { log } = await readMessage(ctx, 1, items[0]!.id)
    expect(log).toMatchObject([{ status: null, answer: null, because: 'The address must start with https://.' }])
  })

  it('the log has what was sent and answered, without what the address carries', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    const body = 'token=topsecret-123 was right'
    await hook(ctx, {
      url: addressOf(path, `status=201&token=topsecret-123&body=${encodeURIComponent(body)}`),
      types: ['lead.captured'],
    })
    await capture(ctx)
    const { items } = await listMessages(ctx, 1, page)
    expect(items).toMatchObject([{ type: 'lead.captured', state: 'delivered', attempts: 1, lastStatus: 201 }])
    const read = await readMessage(ctx, 1, items[0]!.id)
    expect(read.log).toMatchObject([
      {
        n: 1,
        status: 201,
        because: 'The server took it (201).',
        request: { body: read.body },
        answer: { status: 201 },
      },
    ])
    expect(JSON.stringify(read)).not.toContain('topsecret-123')
  })

  it('what was sent is purged after 30 days', async () => {
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(ownPath()), types: ['lead.captured'] })
    await capture(ctx)
    await sweepAt(noon + 29 * dayMs)
    expect([await countOf('webhook_messages'), await countOf('webhook_attempts')]).toEqual([1, 1])
    await sweepAt(noon + 31 * dayMs)
    expect([await countOf('webhook_messages'), await countOf('webhook_attempts')]).toEqual([0, 0])
  })

  it('after a rotation both secrets sign for as long as asked, then the new one only', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: Date.now() })
    const first = await hook(ctx, { url: addressOf(path) })
    const second = await rotateSecret(ctx, 1, { overlapHours: 1 })
    await testWebhook(ctx, 1)
    await ctx.runStarted()
    const [during] = await seenAt(path)
    for (const secret of [first.secret!, second.secret!])
      expect(new Webhook(secret).verify(during!.body, during!.headers)).toMatchObject({ type: 'webhook.test' })
    const later = testCtx({ now: ctx.now + hourMs })
    await testWebhook(later, 1)
    await later.runStarted()
    const after = (await seenAt(path))[1]!
    expect(after.headers['webhook-signature']!.split(' ')).toHaveLength(1)
  })

  it('a secret that got out ends at once', async () => {
    const ctx = testCtx({ now: Date.now() })
    const path = ownPath()
    const first = await hook(ctx, { url: addressOf(path) })
    await rotateSecret(ctx, 1, { overlapHours: 0 })
    await testWebhook(ctx, 1)
    await ctx.runStarted()
    const [seen] = await seenAt(path)
    expect(() => new Webhook(first.secret!).verify(seen!.body, seen!.headers)).toThrow()
  })

  it('neither the database nor history knows a secret in the clear', async () => {
    const ctx = testCtx({ now: noon })
    const { secret } = await hook(ctx, { url: addressOf(ownPath()) })
    const rows = [
      ...(await testDb().prepare('SELECT * FROM webhooks').all()).results,
      ...(await testDb().prepare('SELECT * FROM history').all()).results,
    ]
    expect(JSON.stringify(rows)).not.toContain(secret!.slice(6))
  })
})
