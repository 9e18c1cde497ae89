import { beforeEach, describe, expect, it } from 'vitest'
import { formatId, parseId } from '../../../contract/id.ts'
import { dayMs, hourMs } from '../../../contract/time.ts'
import { archiveAutomation } from '../../../worker/operations/automations/archive-automation.ts'
import { cancelRun } from '../../../worker/operations/automations/cancel-run.ts'
import { listLeadRuns } from '../../../worker/operations/automations/list-lead-runs.ts'
import { startRun } from '../../../worker/operations/automations/start-run.ts'
import { updateAutomation } from '../../../worker/operations/automations/update-automation.ts'
import { moveStage } from '../../../worker/operations/leads/move-stage.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { automate, capture, email, mailbox, runsOf, setStage, step, template } from '../../support/automation-world.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { buildWorld } from '../../support/world.ts'

/** Monday, 15 June 2026, 13:00 in London. */
const noon = Date.UTC(2026, 5, 15, 12)

const inTwoHours = { kind: 'after', count: 2, unit: 'hours' } as const
const atNine = { kind: 'workingDay', time: '09:00' } as const

beforeEach(() => buildWorld(testDb(), { leadTypes: [{ id: 1, referralMethod: 'manual' }, { id: 2 }] }))

/** After two hours an e-mail, on the next working day at nine another stage. */
async function workflow() {
  const ctx = testCtx({ now: noon })
  const { id } = await template(ctx)
  const automation = await automate(ctx, {
    event: 'lead.captured',
    steps: [step(email(id), inTwoHours), step(setStage('qualified'), atNine)],
  })
  return { automation, leadId: await capture(ctx) }
}

const reasonOf = async (leadId: string) => (await runsOf(leadId)).map(({ state, reason }) => [state, reason])

describe('a workflow promises that', () => {
  it('each step waits for its time, and says when that is', async () => {
    const { leadId } = await workflow()
    const [run] = (await listLeadRuns(testCtx(), leadId)).items
    expect(run).toMatchObject({
      state: 'waiting',
      steps: [
        { state: 'waiting', dueAt: '2026-06-15T14:00:00.000Z' },
        { state: 'waiting', dueAt: null },
      ],
    })

    await sweepAt(noon + 2 * hourMs - 1)
    expect(await mailbox()).toEqual([])

    await sweepAt(noon + 2 * hourMs)
    expect(await mailbox()).toHaveLength(1)
    const [later] = (await listLeadRuns(testCtx(), leadId)).items
    expect(later!.steps).toMatchObject([{ state: 'done' }, { state: 'waiting', dueAt: '2026-06-16T08:00:00.000Z' }])

    await sweepAt(Date.UTC(2026, 5, 16, 8))
    expect(await runsOf(leadId)).toEqual([{ state: 'done', reason: null, steps: ['done', 'done'] }])
    expect((await readLead(testCtx(), leadId)).stage).toMatchObject({ kind: 'qualified' })
  })

  it('it keeps the steps that it began with', async () => {
    const { automation, leadId } = await workflow()
    await updateAutomation(testCtx(), parseId('automation', automation.id)!, {
      steps: [step(setStage('unqualified'))],
      active: false,
    })
    await sweepAt(noon + 2 * hourMs)
    await sweepAt(noon + 3 * dayMs)
    expect(await runsOf(leadId)).toEqual([{ state: 'done', reason: null, steps: ['done', 'done'] }])
  })

  it('closing the lead cancels it at once, and nothing more is done', async () => {
    const { leadId } = await workflow()
    await moveStage(testCtx({ now: noon }), { leadId, stage: 'unqualified' })
    expect(await runsOf(leadId)).toEqual([{ state: 'cancelled', reason: 'LEAD_CLOSED', steps: ['skipped', 'skipped'] }])
    await sweepAt(noon + 2 * hourMs)
    await sweepAt(noon + 9 * dayMs)
    expect(await mailbox()).toEqual([])
    expect(await jobsLeft()).toBe(0)
  })

  it('a lead that is opened again does not take it up', async () => {
    const { leadId } = await workflow()
    await moveStage(testCtx({ now: noon }), { leadId, stage: 'unqualified' })
    const admin = testCtx({ now: noon, actor: { kind: 'admin', keyId: 1, keyVersion: 1 } })
    await moveStage(admin, { leadId, stage: 'new', reason: 'It was a mistake.' })
    await sweepAt(noon + 9 * dayMs)
    expect(await reasonOf(leadId)).toEqual([['cancelled', 'LEAD_CLOSED']])
  })

  it('a step that closes the lead cancels what comes after it', async () => {
    const ctx = testCtx({ now: noon })
    const { id } = await template(ctx)
    await automate(ctx, { event: 'lead.captured', steps: [step(setStage('unqualified')), step(email(id), inTwoHours)] })
    const leadId = await capture(ctx)
    expect(await runsOf(leadId)).toEqual([{ state: 'cancelled', reason: 'LEAD_CLOSED', steps: ['done', 'skipped'] }])
    await sweepAt(noon + 9 * dayMs)
    expect(await mailbox()).toEqual([])
  })

  it('what the closing itself starts is not cancelled by it', async () => {
    const ctx = testCtx({ now: noon })
    const { id } = await template(ctx)
    await automate(ctx, { event: 'lead.closed', steps: [step(email(id), inTwoHours)] })
    await automate(ctx, {
      event: 'lead.stage-changed',
      condition: { filters: [], stages: ['unqualified'], introducers: [], channels: [] },
      steps: [step(email(id))],
    })
    const leadId = await capture(ctx)
    await moveStage(ctx, { leadId, stage: 'unqualified' })
    await ctx.runStarted()
    await sweepAt(noon + 2 * hourMs)
    expect(await reasonOf(leadId)).toEqual([
      ['done', null],
      ['done', null],
    ])
    expect(await mailbox()).toHaveLength(2)
  })

  it('archiving it cancels what waits on every lead', async () => {
    const { automation, leadId } = await workflow()
    const another = await capture(testCtx({ now: noon }), 2)
    await archiveAutomation(testCtx(), parseId('automation', automation.id)!)
    expect(await reasonOf(leadId)).toEqual([['cancelled', 'ARCHIVED']])
    expect(await reasonOf(another)).toEqual([['cancelled', 'ARCHIVED']])
    await sweepAt(noon + 9 * dayMs)
    expect(await mailbox()).toEqual([])
    expect(await runsOf(await capture(testCtx({ now: noon }), 3))).toEqual([])
  })

  it('a person cancels one run, once', async () => {
    const { leadId } = await workflow()
    expect(await cancelRun(testCtx(), { leadId, n: 1 })).toMatchObject({ state: 'cancelled', reason: 'BY_HAND' })
    await expect(cancelRun(testCtx(), { leadId, n: 1 })).rejects.toMatchObject({ code: 'RUN_ENDED' })
    await expect(cancelRun(testCtx(), { leadId, n: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await sweepAt(noon + 9 * dayMs)
    expect(await mailbox()).toEqual([])
  })
})

describe('starting by hand promises that', () => {
  it('it runs whatever its event and its condition say', async () => {
    const ctx = testCtx({ now: noon })
    const { id } = await automate(ctx, {
      event: 'lead.closed',
      condition: { filters: [], stages: ['won'], introducers: [], channels: ['form'] },
      steps: [step(setStage('qualified'))],
    })
    const leadId = await capture(ctx)
    const run = await startRun(ctx, { leadId, automationId: id })
    expect(run).toMatchObject({ event: null, because: 'job', state: 'waiting', automation: { id } })
    await ctx.runStarted()
    expect(await runsOf(leadId)).toEqual([{ state: 'done', reason: null, steps: ['done'] }])
  })

  it('it may run again and again', async () => {
    const ctx = testCtx({ now: noon })
    const { id } = await template(ctx)
    const automation = await automate(ctx, { steps: [step(email(id))] })
    const leadId = await capture(ctx)
    for (let times = 0; times < 2; times += 1) await startRun(ctx, { leadId, automationId: automation.id })
    await ctx.runStarted()
    expect(await mailbox()).toHaveLength(2)
  })

  it('it does not start where it cannot', async () => {
    const ctx = testCtx({ now: noon })
    const leadId = await capture(ctx)
    const steps = [step(setStage('qualified'))]
    const off = await automate(ctx, { steps, active: false })
    const other = await automate(ctx, { steps, leadTypeId: 2 })
    const gone = await automate(ctx, { steps })
    await archiveAutomation(ctx, parseId('automation', gone.id)!)
    const start = (automationId: string) => startRun(ctx, { leadId, automationId })
    await expect(start(off.id)).rejects.toMatchObject({ code: 'NOT_STARTABLE' })
    await expect(start(other.id)).rejects.toMatchObject({ code: 'NOT_STARTABLE' })
    await expect(start(gone.id)).rejects.toMatchObject({ code: 'ARCHIVED' })
    await expect(start(formatId('automation', 99))).rejects.toMatchObject({ code: 'INVALID_BODY' })
    await moveStage(ctx, { leadId, stage: 'unqualified' })
    const good = await automate(ctx, { steps })
    await expect(start(good.id)).rejects.toMatchObject({ code: 'LEAD_CLOSED' })
  })
})

const jobsLeft = async (): Promise<number> =>
  (await testDb().prepare('SELECT count(*) AS n FROM jobs').first<{ n: number }>())!.n
