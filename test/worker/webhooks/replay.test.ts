import { beforeEach, describe, expect, it } from 'vitest'
import { parseAll } from '../../../contract/parse.ts'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { replaySchema } from '../../../contract/webhook-message.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { archiveWebhook } from '../../../worker/operations/webhooks/archive-webhook.ts'
import { listMessages } from '../../../worker/operations/webhooks/list-messages.ts'
import { replayMessage, replayMessages } from '../../../worker/operations/webhooks/replay-messages.ts'
import { updateWebhook } from '../../../worker/operations/webhooks/update-webhook.ts'
import { capture } from '../../support/automation-world.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { addressOf, hook, ownPath, seenAt, waitingMessages } from '../../support/webhook-world.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const noon = Date.UTC(2026, 5, 15, 12)
const page = { limit: 50, cursor: undefined, state: undefined }
const failedSince = { from: noon - hourMs, to: null, state: 'failed' } as const

beforeEach(() => buildWorld(testDb(), { leadTypes: [{ id: 1, referralMethod: 'manual' }] }))

/** A webhook whose messages have all failed for good, and that is well again. */
async function failed(count: number): Promise<string> {
  const path = ownPath()
  const ctx = testCtx({ now: noon })
  await hook(ctx, { url: addressOf(path, 'status=500'), types: ['lead.captured'] })
  for (let n = 1; n <= count; n += 1) await capture(testCtx({ now: noon + n * minuteMs }), n)
  await testDb().prepare("DELETE FROM jobs WHERE kind = 'send-webhook'").run()
  await testDb().prepare("UPDATE webhook_messages SET state = 'failed'").run()
  await updateWebhook(ctx, 1, { active: true, url: addressOf(path) })
  return path
}

const states = async () => (await listMessages(testCtx(), 1, page)).items.map(({ state }) => state)

describe('a replay promises that', () => {
  it('what failed since an instant is sent again: same id, same body', async () => {
    const path = await failed(3)
    const before = await seenAt(path)
    expect(await replayMessages(testCtx({ now: noon + hourMs }), 1, failedSince)).toEqual({
      matched: 3,
      queued: 3,
      pending: 0,
      otherState: 0,
      nextFrom: null,
    })
    await sweepAt(noon + hourMs)
    const after = (await seenAt(path)).slice(before.length)
    const told = (list: typeof before) => list.map(({ headers, body }) => `${headers['webhook-id']} ${body}`).sort()
    expect(told(after)).toEqual(told(before))
    expect(await states()).toEqual(['delivered', 'delivered', 'delivered'])
  })

  it('asking for it twice sends once', async () => {
    const path = await failed(3)
    const ctx = testCtx({ now: noon + hourMs })
    expect((await replayMessages(ctx, 1, failedSince)).queued).toBe(3)
    expect((await replayMessages(ctx, 1, failedSince)).queued).toBe(0)
    await sweepAt(noon + hourMs)
    expect(await seenAt(path)).toHaveLength(6)
  })

  it('asking for it ten times at once sends once', async () => {
    const path = await failed(3)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        replayMessages(testCtx({ now: noon + hourMs }), 1, failedSince).catch(() => null),
      ),
    )
    expect(answers.reduce((sum, answer) => sum + (answer?.queued ?? 0), 0)).toBe(3)
    expect(await waitingMessages()).toHaveLength(3)
    await sweepAt(noon + hourMs)
    expect(await seenAt(path)).toHaveLength(6)
  })

  it('a range has its two ends, and takes what arrived only where that is asked for', async () => {
    await failed(4)
    const [last] = (await listMessages(testCtx(), 1, page)).items
    await testDb().prepare("UPDATE webhook_messages SET state = 'delivered' WHERE id = ?").bind(last!.id).run()
    const ctx = testCtx({ now: noon + hourMs, dryRun: true })
    const range = { from: noon + 2 * minuteMs, to: noon + 4 * minuteMs }
    expect((await replayMessages(ctx, 1, { ...range, state: 'failed' })).queued).toBe(2)
    expect((await replayMessages(ctx, 1, { ...range, to: null, state: 'failed' })).queued).toBe(2)
    expect((await replayMessages(ctx, 1, { ...range, to: null, state: 'all' })).queued).toBe(3)
    expect((await replayMessages(ctx, 1, { ...range, to: null, state: 'delivered' })).queued).toBe(1)
  })

  it('one that arrived can be sent once more, and one on its way stays', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(path), types: ['lead.captured'] })
    await capture(ctx)
    const [message] = (await listMessages(ctx, 1, page)).items
    expect(await replayMessage(ctx, 1, message!.id)).toMatchObject({ id: message!.id, state: 'pending', attempts: 1 })
    await expect(replayMessage(ctx, 1, message!.id)).rejects.toMatchObject({ code: 'MESSAGE_PENDING' })
    expect(await waitingMessages()).toHaveLength(1)
    await sweepAt(noon + minuteMs)
    expect(await seenAt(path)).toHaveLength(2)
    expect((await listMessages(ctx, 1, page)).items).toMatchObject([{ state: 'delivered', attempts: 2 }])
  })

  it('it counts what it leaves alone, and why', async () => {
    await failed(3)
    const db = testDb()
    await db
      .prepare("UPDATE webhook_messages SET state = 'delivered' WHERE id = (SELECT min(id) FROM webhook_messages)")
      .run()
    await db
      .prepare("UPDATE webhook_messages SET state = 'pending' WHERE id = (SELECT max(id) FROM webhook_messages)")
      .run()
    const told = await replayMessages(testCtx({ now: noon }), 1, failedSince)
    expect(told).toEqual({ matched: 3, queued: 1, pending: 1, otherState: 1, nextFrom: null })
  })

  it('a time that ends before it begins is refused', () => {
    const read = parseAll(replaySchema, { from: '2026-06-02T00:00:00Z', to: '2026-06-01T00:00:00Z' })
    expect(read).toMatchObject({ errors: [{ pointer: '/to', message: 'It ends before it begins.' }] })
  })

  it('history tells who asked', async () => {
    await failed(1)
    await replayMessages(testCtx({ now: noon, actor: { kind: 'admin', keyId: 3, keyVersion: 1 } }), 1, failedSince)
    const row = await testDb()
      .prepare("SELECT actor, data FROM history WHERE id = 'whk_1' AND event = 'messages.replayed'")
      .first<{ actor: string; data: string }>()
    expect(row?.actor).toBe('key_3')
    expect(JSON.parse(row!.data)).toMatchObject({ queued: 1, state: 'failed' })
  })

  it('a webhook that is off, or archived, refuses', async () => {
    await failed(1)
    const ctx = testCtx({ now: noon })
    await updateWebhook(ctx, 1, { active: false })
    await expect(replayMessages(ctx, 1, failedSince)).rejects.toMatchObject({ code: 'WEBHOOK_OFF' })
    await archiveWebhook(ctx, 1)
    await expect(replayMessages(ctx, 1, failedSince)).rejects.toMatchObject({ code: 'ARCHIVED' })
  })

  it('what waits for an archived webhook is given up', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(path, 'status=500'), types: ['lead.captured'] })
    await capture(ctx)
    await archiveWebhook(ctx, 1)
    await sweepAt(noon + hourMs)
    expect(await seenAt(path)).toHaveLength(1)
    expect(await states()).toEqual(['failed'])
    expect(await waitingMessages()).toEqual([])
  })
})

describe('a message that two workers send at once promises that', () => {
  it('it is kept once', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: noon })
    await hook(ctx, { url: addressOf(path), types: ['lead.captured'] })
    await captureLead(ctx, { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) })
    const job = ctx.started.find(({ kind }) => kind === 'send-webhook')!
    await Promise.all([runJob(ctx, job), runJob(ctx, job), runJob(ctx, job)])
    expect((await listMessages(ctx, 1, page)).items).toMatchObject([{ state: 'delivered', attempts: 1 }])
    expect(new Set((await seenAt(path)).map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })
})
