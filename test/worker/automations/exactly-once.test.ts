import { beforeEach, describe, expect, it } from 'vitest'
import type { ActionSettings } from '../../../contract/automation.ts'
import { minuteMs } from '../../../contract/time.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { moveStage } from '../../../worker/operations/leads/move-stage.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { automate, email, mailbox, runsOf, setStage, step, template } from '../../support/automation-world.ts'
import { type TestCtx, testCtx, testDb } from '../../support/ctx.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { addressOf, hook, ownPath } from '../../support/webhook-world.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const noon = Date.UTC(2026, 5, 15, 12)

beforeEach(() =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, referralMethod: 'manual', scope: 2 }],
    partners: [{ id: 1 }, { id: 2 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  }),
)

/** A lead that was captured, and nothing of what that asks for was run: the Worker died right after its answer. */
async function captureAndDie(ctx: TestCtx): Promise<string> {
  const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) } as const
  return (await captureLead(ctx, lead)).id
}

const takeJob = (ctx: TestCtx, kind: string): JobRow => {
  const at = ctx.started.findIndex((job) => job.kind === kind)
  return ctx.started.splice(at, 1)[0]!
}

const sms: ActionSettings = { kind: 'sms', text: 'x', to: [], numbers: ['+447700900123'] }

const three = (templateId: string) => [
  step({ kind: 'refer', partnerId: 'ptn_1' }),
  step(email(templateId)),
  step(setStage('qualified')),
]

/** A lead whose automation has started, with the job of its one step; without an action it is an e-mail. */
async function waitingStep(action: Parameters<typeof step>[0] | null) {
  const ctx = testCtx({ now: noon })
  const { id } = await template(ctx)
  await hook(ctx, { url: addressOf(ownPath()), types: [] })
  await automate(ctx, { event: 'lead.captured', steps: [step(action ?? email(id))] })
  const leadId = await captureAndDie(ctx)
  await runJob(ctx, takeJob(ctx, 'start-automations'))
  const job = takeJob(ctx, 'run-step')
  return { ctx, leadId, job }
}

describe('exactly once: an automation promises that', () => {
  it('what a crash left is done by the next sweeps', async () => {
    const ctx = testCtx({ now: noon })
    const { id } = await template(ctx)
    await automate(ctx, { event: 'lead.captured', steps: three(id) })
    const leadId = await captureAndDie(ctx)
    for (let minute = 2; minute < 6; minute += 1) await sweepAt(noon + minute * minuteMs)
    expect(await runsOf(leadId)).toEqual([{ state: 'done', reason: null, steps: ['done', 'done', 'done'] }])
    expect((await readLead(testCtx(), leadId)).referrals).toHaveLength(1)
    expect(await ofTemplate()).toHaveLength(1)
  })

  it('the same start twice starts once', async () => {
    const ctx = testCtx({ now: noon })
    await automate(ctx, { event: 'lead.captured', steps: [step(setStage('qualified'))] })
    const leadId = await captureAndDie(ctx)
    const job = takeJob(ctx, 'start-automations')
    await Promise.all([runJob(ctx, job), runJob(ctx, job), runJob(ctx, job)])
    await runJob(ctx, job)
    expect(await runsOf(leadId)).toHaveLength(1)
  })

  it.each([
    ['refer', { kind: 'refer', partnerId: 'ptn_1' }],
    ['refer to whoever is next', { kind: 'refer', partnerId: null }],
    ['email', null],
    ['set-stage', { kind: 'set-stage', stage: 'qualified' }],
    ['sms', sms],
    ['webhook', { kind: 'webhook', webhookId: 'whk_1' }],
  ] as const)('the same step twice is done once: %s', async (_, action) => {
    const { ctx, leadId, job } = await waitingStep(action)
    await Promise.all([runJob(ctx, job), runJob(ctx, job)])
    await runJob(ctx, job)
    await ctx.runStarted()
    expect(await runsOf(leadId)).toEqual([{ state: 'done', reason: null, steps: ['done'] }])
    const { referrals, timeline } = await readLead(testCtx(), leadId)
    expect(referrals.length).toBe(action?.kind === 'refer' ? (action.partnerId === null ? 2 : 1) : 0)
    expect(timeline.filter(({ event }) => event === 'run.step')).toHaveLength(1)
    expect(await ofTemplate()).toHaveLength(action === null ? 1 : 0)
    expect(await jobsLeft()).toBe(0)
  })

  it('a lease that was lost leaves everything to whoever has it', async () => {
    const ctx = testCtx({ now: noon })
    await automate(ctx, { event: 'lead.captured', steps: [step(setStage('qualified'))] })
    const leadId = await captureAndDie(ctx)
    await runJob(ctx, takeJob(ctx, 'start-automations'))
    const job = takeJob(ctx, 'run-step')
    await testDb().prepare('UPDATE jobs SET due = due + 1 WHERE id = ?').bind(job.id).run()
    await runJob(ctx, job)
    expect(await runsOf(leadId)).toEqual([{ state: 'waiting', reason: null, steps: ['waiting'] }])
    expect((await readLead(testCtx(), leadId)).stage).toMatchObject({ kind: 'new' })
    await runJob(ctx, { ...job, due: job.due + 1 })
    expect(await runsOf(leadId)).toMatchObject([{ state: 'done' }])
  })

  it.each([
    ['refer', { kind: 'refer', partnerId: 'ptn_1' }],
    ['email', null],
    ['set-stage', { kind: 'set-stage', stage: 'qualified' }],
  ] as const)('a lead that closes between the read and the commit is left alone: %s', async (_, action) => {
    const { ctx, leadId, job } = await waitingStep(action)
    const close = () => moveStage(testCtx({ now: noon }), { leadId, stage: 'unqualified' })
    await runJob({ ...ctx, db: closingBeforeTheCommit(close) }, job)
    expect(await runsOf(leadId)).toEqual([{ state: 'cancelled', reason: 'LEAD_CLOSED', steps: ['skipped'] }])
    const { referrals, stage } = await readLead(testCtx(), leadId)
    expect([referrals, stage.kind]).toEqual([[], 'unqualified'])
    expect(await ofTemplate()).toEqual([])
  })

  it('a step that was cancelled while it was under way does nothing', async () => {
    const ctx = testCtx({ now: noon })
    const { id } = await template(ctx)
    await automate(ctx, { event: 'lead.captured', steps: [step(email(id))] })
    const leadId = await captureAndDie(ctx)
    await runJob(ctx, takeJob(ctx, 'start-automations'))
    const job = takeJob(ctx, 'run-step')
    await moveStage(testCtx({ now: noon }), { leadId, stage: 'unqualified' })
    await runJob(ctx, job)
    expect(await runsOf(leadId)).toMatchObject([{ state: 'cancelled', reason: 'LEAD_CLOSED' }])
    expect(await ofTemplate()).toEqual([])
    expect(await jobsLeft()).toBe(0)
  })
})

/** A database in which something happens right before the first batch that ends a step. */
function closingBeforeTheCommit(close: () => Promise<unknown>): D1Database {
  const db = testDb()
  let isClosed = false
  const texts = new WeakMap<object, string>()
  const noted = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
    texts.set(statement, sql)
    const bind = statement.bind.bind(statement)
    statement.bind = (...values: unknown[]) => noted(bind(...values), sql)
    return statement
  }
  return {
    prepare: (sql: string) => noted(db.prepare(sql), sql),
    async batch(statements: D1PreparedStatement[]) {
      const ends = statements.some((statement) => texts.get(statement)?.includes('automation_runs') === true)
      if (ends && !isClosed) {
        isClosed = true
        await close()
      }
      return db.batch(statements)
    },
  } as unknown as D1Database
}

const ofTemplate = async () => (await mailbox()).filter(({ subject }) => subject === 'About Ada')

const jobsLeft = async (): Promise<number> =>
  (await testDb().prepare('SELECT count(*) AS n FROM jobs').first<{ n: number }>())!.n
