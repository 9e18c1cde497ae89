import { beforeEach, describe, expect, it } from 'vitest'
import { dayMs } from '../../../contract/time.ts'
import { mostInDay } from '../../../worker/domain/automation/may-start.ts'
import { moveStage } from '../../../worker/operations/leads/move-stage.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { referLead } from '../../../worker/operations/leads/refer-lead.ts'
import { automate, capture, email, mailbox, runsOf, setStage, step, template } from '../../support/automation-world.ts'
import { type TestCtx, testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld } from '../../support/world.ts'

const noon = Date.UTC(2026, 5, 15, 12)

const whereStage = (stage: string) => ({ filters: [], stages: [stage], introducers: [], channels: [] })

/** Two kinds of new stage that stand for different points, so that a lead may go to and fro between them. */
async function toAndFro(ctx: TestCtx) {
  const stage = { first: 'stg_2', second: 'stg_3' }
  await automate(ctx, {
    name: 'Forth',
    event: 'lead.stage-changed',
    condition: whereStage(stage.first),
    steps: [step(setStage(stage.second))],
  })
  await automate(ctx, {
    name: 'Back',
    event: 'lead.stage-changed',
    condition: whereStage(stage.second),
    steps: [step(setStage(stage.first))],
  })
  return { first: 2, second: 3 }
}

beforeEach(() =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, referralMethod: 'manual', scope: 3 }],
    partners: [{ id: 1 }, { id: 2 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  }),
)

const cutsOf = async (leadId: string) =>
  (await readLead(testCtx(), leadId)).timeline
    .filter(({ event }) => event === 'automation.cut')
    .map(({ data }) => (data as { cuts: unknown }).cuts)

describe('a loop of automations promises to be', () => {
  it('cut before anything is done twice, and reported on the lead', async () => {
    const ctx = testCtx({ now: noon })
    const { first } = await toAndFro(ctx)
    const leadId = await capture(ctx)
    await moveStage(ctx, { leadId, stage: first })
    await ctx.runStarted()
    expect(await runsOf(leadId)).toMatchObject([{ state: 'done' }, { state: 'done' }])
    expect(await cutsOf(leadId)).toEqual([[{ automation: 'aut_1', because: 'LOOP', chain: ['aut_1', 'aut_2'] }]])
  })

  it('told to the broker, once a day', async () => {
    const ctx = testCtx({ now: noon })
    const { first } = await toAndFro(ctx)
    for (const n of [1, 2]) {
      const leadId = await capture(ctx, n)
      await moveStage(ctx, { leadId, stage: first })
      await ctx.runStarted()
      expect(await cutsOf(leadId)).toHaveLength(1)
    }
    expect(await mailbox()).toMatchObject([{ to: ['broker@example.com'], subject: 'Not started again: Forth' }])

    const tomorrow = testCtx({ now: noon + dayMs })
    const leadId = await capture(tomorrow, 3)
    await moveStage(tomorrow, { leadId, stage: first })
    await tomorrow.runStarted()
    expect(await mailbox()).toHaveLength(2)
  })

  it('cut where an automation starts itself', async () => {
    const ctx = testCtx({ now: noon })
    await automate(ctx, { event: 'lead.stage-changed', steps: [step(setStage('qualified'))] })
    const leadId = await capture(ctx)
    await moveStage(ctx, { leadId, stage: 2 })
    await ctx.runStarted()
    expect(await runsOf(leadId)).toHaveLength(1)
    expect(await cutsOf(leadId)).toMatchObject([[{ because: 'LOOP', chain: ['aut_1'] }]])
  })

  it("seen through a partner's answer", async () => {
    const ctx = testCtx({ now: noon })
    await automate(ctx, { event: 'lead.captured', steps: [step({ kind: 'refer', partnerId: 'ptn_1' })] })
    await automate(ctx, { event: 'referral.delivered', steps: [step(setStage(`stg_2`))] })
    const leadId = await capture(ctx)
    const { results } = await testDb().prepare('SELECT chain FROM automation_runs ORDER BY n').all()
    expect(results).toEqual([{ chain: '[]' }, { chain: '["aut_1"]' }])
    expect(await cutsOf(leadId)).toEqual([])
  })

  it("cut where it comes back by a partner's answer", async () => {
    const ctx = testCtx({ now: noon })
    await automate(ctx, { event: 'referral.delivered', steps: [step({ kind: 'refer', partnerId: 'ptn_2' })] })
    const leadId = await capture(ctx)
    await referLead(ctx, { leadId, partnerId: 1 })
    await ctx.runStarted()
    expect(await runsOf(leadId)).toMatchObject([{ state: 'done' }])
    expect(await cutsOf(leadId)).toMatchObject([[{ because: 'LOOP', chain: ['aut_1'] }]])
  })

  it('ended where somebody outside keeps causing it', async () => {
    const ctx = testCtx({ now: noon })
    const { id } = await template(ctx)
    await automate(ctx, { event: 'lead.stage-changed', steps: [step(email(id, { addresses: ['a@example.com'] }))] })
    const leadId = await capture(ctx)
    for (let times = 0; times < mostInDay + 2; times += 1) {
      await moveStage(ctx, { leadId, stage: 2 + (times % 2) })
      await ctx.runStarted()
    }
    expect(await runsOf(leadId)).toHaveLength(mostInDay)
    expect(await cutsOf(leadId)).toMatchObject([[{ because: 'TOO_OFTEN' }], [{ because: 'TOO_OFTEN' }]])
  })
})
