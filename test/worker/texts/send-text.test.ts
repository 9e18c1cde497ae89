import { describe, expect, inject, it } from 'vitest'
import { insertJob, type JobRow } from '../../../db/store/jobs.ts'
import type { Env } from '../../../worker/env.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { sendTextJob } from '../../../worker/operations/texts/text-job.ts'
import { type TestCtx, testCtx, testDb } from '../../support/ctx.ts'
import { twilioPath, twilioSid, twilioToken } from '../../support/outside-world/twilio.ts'
import { buildWorld } from '../../support/world.ts'

const { http, refused } = inject('outside')
const now = Date.UTC(2026, 5, 15, 12)

const configured = (more: Partial<Env> = {}) => ({
  TWILIO_ACCOUNT_SID: twilioSid,
  TWILIO_AUTH_TOKEN: twilioToken,
  SMS_FROM: '+447700900000',
  SMS_URL: http,
  ...more,
})

const textCtx = (env: Partial<Env> = configured(), at = now): TestCtx => {
  const ctx = testCtx({ now: at })
  return { ...ctx, env: { ...ctx.env, ...env } }
}

/** Puts a text on its way and runs its first try. */
async function send(ctx: TestCtx, to: string, text = 'Hello'): Promise<JobRow> {
  const job = sendTextJob(ctx.now, { id: `text:test:${to}`, to, text })
  await insertJob(ctx.db, job).run()
  await runJob(ctx, job)
  return job
}

const jobs = async () =>
  (await testDb().prepare('SELECT due, id, attempts FROM jobs').all<{ due: number; id: string; attempts: number }>())
    .results

/** What was posted for this number. */
const posted = async (to: string): Promise<URLSearchParams[]> => {
  const seen: { method: string; body: string }[] = await (await fetch(`${http}/_seen?path=${twilioPath}`)).json()
  return seen
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => new URLSearchParams(body))
    .filter((form) => form.get('To') === to)
}

describe('a text message promises that', () => {
  it('it goes to Twilio as Twilio wants it, once, and its job is gone', async () => {
    await send(textCtx(), '+447700900101', 'Your leads are ON & well £5')
    const [form, ...more] = await posted('+447700900101')
    expect(Object.fromEntries(form!)).toEqual({
      To: '+447700900101',
      From: '+447700900000',
      Body: 'Your leads are ON & well £5',
    })
    expect(more).toEqual([])
    expect(await jobs()).toEqual([])
  })

  it('a messaging service is named as one', async () => {
    const service = `MG${'0'.repeat(32)}`
    await send(textCtx(configured({ SMS_FROM: service })), '+447700900102')
    expect((await posted('+447700900102'))[0]!.get('MessagingServiceSid')).toBe(service)
  })

  it.each([
    ['500', 5],
    ['429', 120],
  ])('one that Twilio does not take (%s) is tried again after %i seconds', async (habit, seconds) => {
    await send(textCtx(), `+447700900${habit}`)
    const [job] = await jobs()
    expect(job!.due).toBeGreaterThanOrEqual(now + seconds * 1000)
    expect(job!.due).toBeLessThanOrEqual(now + seconds * 1200)
  })

  it('one whose answer was lost is not sent twice: the provider is asked first', async () => {
    const job = await send(textCtx(), '+447700900999', 'Only once')
    const [waiting] = await jobs()
    await runJob(textCtx(configured(), waiting!.due), { ...job, due: waiting!.due, attempts: 2 })
    expect(await posted('+447700900999')).toHaveLength(1)
    expect(await jobs()).toEqual([])
  })

  it('while the provider does not say what it has, nothing is sent again', async () => {
    const job = await send(textCtx(), '+447700900666')
    const [waiting] = await jobs()
    await runJob(textCtx(configured(), waiting!.due), { ...job, due: waiting!.due, attempts: 2 })
    expect(await posted('+447700900666')).toHaveLength(1)
    expect(await jobs()).toHaveLength(1)
  })

  it('the same words that were sent before this text was made do not count as it', async () => {
    const ctx = textCtx(configured(), Date.UTC(2100, 5, 15))
    await send(textCtx(), '+447700900103', 'Balance low')
    const job = sendTextJob(ctx.now, { id: 'text:second', to: '+447700900103', text: 'Balance low' })
    await insertJob(ctx.db, job).run()
    await runJob(ctx, { ...job, attempts: 2 })
    // The first run left the claim's number of tries behind; the job is the same.
    expect(await posted('+447700900103')).toHaveLength(2)
  })

  it('somebody who has opted out at the provider stands on our list from then on', async () => {
    await send(textCtx(), '+447700900610')
    expect(await jobs()).toEqual([])
    expect((await testDb().prepare('SELECT number FROM text_stops').all()).results).toEqual([
      { number: '+447700900610' },
    ])
    await send(textCtx(), '+447700900610', 'Again')
    expect(await posted('+447700900610')).toHaveLength(1)
  })

  it('a provider that cannot be reached is tried again', async () => {
    await send(textCtx(configured({ SMS_URL: refused })), '+447700900104')
    expect(await jobs()).toMatchObject([{ attempts: 1 }])
  })

  it('development without a provider keeps it in the mailbox, once', async () => {
    await send(textCtx({ SMS_FROM: '60777' }), '+447700900105', 'First line\nsecond line')
    await send(textCtx({ SMS_FROM: '60777' }), '+447700900105', 'First line\nsecond line')
    const { results } = await testDb().prepare('SELECT * FROM mailbox').all()
    expect(results).toEqual([
      {
        id: 'text:test:+447700900105',
        at: now,
        sender: '60777',
        recipients: '["+447700900105"]',
        subject: 'First line',
        body: 'First line\nsecond line',
        html: null,
        calendar: null,
        kind: 'text',
      },
    ])
  })

  it('production without a provider keeps it for later, and says what is missing', async () => {
    await send(textCtx({ ENVIRONMENT: 'production' }), '+447700900106')
    expect(await jobs()).toHaveLength(1)
    expect((await testDb().prepare('SELECT * FROM mailbox').all()).results).toEqual([])
  })

  it('a partner that has switched this notice off by text gets none', async () => {
    await buildWorld(testDb(), { partners: [{ id: 1 }] })
    await testDb()
      .prepare(`INSERT INTO notice_people (person, version, off) VALUES ('ptn_1', 1, '["low-funds:text"]')`)
      .run()
    const ctx = textCtx()
    for (const kind of ['low-funds', 'lead-rescued']) {
      const notice = { kind, person: 'ptn_1' }
      const job = sendTextJob(now, { id: `text:${kind}`, to: '+447700900107', text: kind, notice })
      await insertJob(ctx.db, job).run()
      await runJob(ctx, job)
    }
    expect((await posted('+447700900107')).map((form) => form.get('Body'))).toEqual(['lead-rescued'])
  })
})
