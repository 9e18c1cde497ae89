import { beforeEach, describe, expect, it } from 'vitest'
import { startJobSql } from '../../../db/store/automations.ts'
import { listLeadRuns } from '../../../worker/operations/automations/list-lead-runs.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { automate, capture, email, mailbox, runsOf, setStage, step, template } from '../../support/automation-world.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld } from '../../support/world.ts'

beforeEach(() =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1 }, { id: 2, referralMethod: 'manual' }],
    partners: [{ id: 1 }, { id: 2 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1 },
      { id: 2, partnerId: 1, leadTypeId: 2 },
      { id: 3, partnerId: 2, leadTypeId: 2, priority: 5 },
    ],
  }),
)

describe('an automation promises that', () => {
  it('a captured lead sends an e-mail from a template', async () => {
    const ctx = testCtx()
    const { id } = await template(ctx, { html: '<p>{{firstName}}</p>' })
    await automate(ctx, { event: 'lead.captured', steps: [step(email(id, { to: ['broker'] }))] })
    const leadId = await capture(ctx, 1, 2)
    expect(await mailbox()).toEqual([
      { to: ['broker@example.com'], subject: 'About Ada', body: 'Dear , Ada Person1 waits.', html: '<p>Ada</p>' },
    ])
    expect(await runsOf(leadId)).toEqual([{ state: 'done', reason: null, steps: ['done'] }])
  })

  it('a referred lead is mailed to its partner, who is named in it (F31)', async () => {
    const ctx = testCtx()
    const { id } = await template(ctx)
    await automate(ctx, { event: 'lead.referred', steps: [step(email(id, { to: ['partners'] }))] })
    await capture(ctx)
    const sent = (await mailbox()).filter(({ subject }) => subject === 'About Ada')
    expect(sent).toEqual([
      { to: ['buyer1@example.com'], subject: 'About Ada', body: 'Dear Partner 1, Ada Person1 waits.', html: null },
    ])
  })

  it('the broker reads which partner the event was about', async () => {
    const ctx = testCtx()
    const { id } = await template(ctx)
    await automate(ctx, { event: 'referral.delivered', steps: [step(email(id, { to: ['broker'] }))] })
    await capture(ctx)
    const sent = (await mailbox()).filter(({ subject }) => subject === 'About Ada')
    expect(sent).toMatchObject([{ to: ['broker@example.com'], body: 'Dear Partner 1, Ada Person1 waits.' }])
  })

  it('every address gets a message of its own, and each only one', async () => {
    const ctx = testCtx()
    const { id } = await template(ctx)
    const to = email(id, { to: ['broker'], addresses: ['one@example.com', 'BROKER@example.com'] })
    await automate(ctx, { event: 'lead.captured', steps: [step(to)] })
    const leadId = await capture(ctx, 1, 2)
    expect((await mailbox()).map((mail) => mail.to).sort()).toEqual([['broker@example.com'], ['one@example.com']])
    const { timeline } = await readLead(ctx, leadId)
    const emailed = timeline.find(({ event }) => event === 'lead.emailed')!
    expect(emailed.data).toEqual({ template: id, templateVersion: 1, to: ['broker', 'address'] })
  })

  it('a delivered lead moves to a stage', async () => {
    const ctx = testCtx()
    await automate(ctx, { event: 'referral.delivered', steps: [step(setStage('qualified'))] })
    const leadId = await capture(ctx)
    const { stage, timeline } = await readLead(ctx, leadId)
    expect(stage).toMatchObject({ kind: 'qualified' })
    expect(timeline.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['lead.captured', 'referral.delivery', 'run.started', 'lead.stage', 'run.step']),
    )
  })

  it('a manual lead is referred to the partner that is named, whoever would be next', async () => {
    const ctx = testCtx()
    await automate(ctx, {
      event: 'lead.captured',
      leadTypeId: 2,
      steps: [step({ kind: 'refer', partnerId: 'ptn_1' })],
    })
    const leadId = await capture(ctx, 1, 2)
    const { referrals, location } = await readLead(ctx, leadId)
    expect(referrals).toMatchObject([{ partner: { id: 'ptn_1' }, state: 'delivered' }])
    expect(location).toBe('routed')
  })

  it('a manual lead is referred to whoever is next where nobody is named', async () => {
    const ctx = testCtx()
    await automate(ctx, { event: 'lead.captured', steps: [step({ kind: 'refer', partnerId: null })], leadTypeId: 2 })
    const leadId = await capture(ctx, 1, 2)
    expect((await readLead(ctx, leadId)).referrals).toMatchObject([{ partner: { id: 'ptn_2' } }])
  })

  it('each step tells what it did', async () => {
    const ctx = testCtx()
    const { id } = await automate(ctx, {
      event: 'lead.captured',
      leadTypeId: 2,
      steps: [step({ kind: 'refer', partnerId: 'ptn_1' }), step(setStage('qualified'))],
    })
    const leadId = await capture(ctx, 1, 2)
    const [run] = (await listLeadRuns(ctx, leadId)).items
    expect(run).toMatchObject({
      automation: { id },
      event: 'lead.captured',
      because: `${leadId}:1`,
      state: 'done',
      steps: [
        { state: 'done', did: [{ event: 'lead.referred' }] },
        { state: 'done', did: [{ event: 'lead.stage' }] },
      ],
    })
  })

  it('what cannot be done is told with its reason, and stops the run', async () => {
    const ctx = testCtx()
    await testDb().prepare('UPDATE partners SET online = 0, version = 2 WHERE id = 1').run()
    const refer = step({ kind: 'refer', partnerId: 'ptn_1' })
    await automate(ctx, { event: 'lead.captured', steps: [refer, step(setStage('qualified'))], leadTypeId: 2 })
    const leadId = await capture(ctx, 1, 2)
    expect(await runsOf(leadId)).toEqual([
      { state: 'stopped', reason: 'NOT_ELIGIBLE: OFFLINE', steps: ['failed', 'skipped'] },
    ])
  })

  it('a run goes on behind what cannot be done where it is told to', async () => {
    const ctx = testCtx()
    const { id } = await template(ctx)
    const nobody = step(email(id, { to: ['introducer'] }))
    await automate(ctx, {
      event: 'lead.captured',
      onFailure: 'continue',
      steps: [nobody, step(setStage('qualified'))],
      leadTypeId: 2,
    })
    const leadId = await capture(ctx, 1, 2)
    expect(await runsOf(leadId)).toEqual([{ state: 'done', reason: null, steps: ['failed', 'done'] }])
    expect((await readLead(ctx, leadId)).stage).toMatchObject({ kind: 'qualified' })
  })

  it('a lead that is in the stage already is no failure', async () => {
    const ctx = testCtx()
    await automate(ctx, { event: 'lead.captured', steps: [step(setStage('new'))], leadTypeId: 2 })
    const leadId = await capture(ctx, 1, 2)
    expect(await runsOf(leadId)).toEqual([{ state: 'done', reason: null, steps: ['done'] }])
    expect(await countOf('jobs')).toBe(0)
  })

  it('only a lead that fulfils the condition starts it', async () => {
    const ctx = testCtx()
    await automate(ctx, {
      event: 'lead.captured',
      leadTypeId: 2,
      condition: {
        filters: [{ field: 'lastName', op: 'equals', value: 'Person7' }],
        stages: ['new'],
        introducers: [],
        channels: ['json'],
      },
      steps: [step(setStage('qualified'))],
    })
    expect(await runsOf(await capture(ctx, 6, 2))).toEqual([])
    expect(await runsOf(await capture(ctx, 7, 2))).toHaveLength(1)
  })

  it('neither another event, nor another lead type, nor a switched-off one starts anything', async () => {
    const ctx = testCtx()
    await automate(ctx, { event: 'lead.closed', steps: [step(setStage('qualified'))] })
    await automate(ctx, { event: 'lead.captured', steps: [step(setStage('qualified'))], leadTypeId: 1 })
    await automate(ctx, { event: 'lead.captured', steps: [step(setStage('qualified'))], active: false })
    const leadId = await capture(ctx, 1, 2)
    expect(await runsOf(leadId)).toEqual([])
  })

  it('two that listen to the same event both run', async () => {
    const ctx = testCtx()
    const { id } = await template(ctx)
    await automate(ctx, { event: 'lead.captured', steps: [step(email(id))] })
    await automate(ctx, { event: 'lead.captured', steps: [step(setStage('qualified'))], leadTypeId: 2 })
    const leadId = await capture(ctx, 1, 2)
    expect(await runsOf(leadId)).toMatchObject([{ state: 'done' }, { state: 'done' }])
    expect(await mailbox()).toHaveLength(1)
  })
})

describe('a lead without automations promises', () => {
  it('no row of theirs, and no job', async () => {
    const ctx = testCtx()
    await automate(ctx, { event: 'lead.closed', steps: [step(setStage('won'))] })
    await capture(ctx, 1, 1)
    expect(await countOf('automation_runs')).toBe(0)
    expect(await countOf('jobs')).toBe(0)
  })
})

describe('asking whether anybody listens promises', () => {
  it('two look-ups in an index, however many automations there are', async () => {
    const { results } = await testDb()
      .prepare(`EXPLAIN QUERY PLAN ${startJobSql}`)
      .bind(0, '', '', '', 'lead.captured', 1)
      .all<{ detail: string }>()
    const looks = results.map(({ detail }) => detail).filter((detail) => detail.includes('automations'))
    expect(looks).toEqual([
      'SEARCH automations USING INDEX automations_listening (event=? AND lead_type_id=?)',
      'SEARCH automations USING INDEX automations_listening (event=? AND lead_type_id=?)',
    ])
  })
})

const countOf = async (table: string): Promise<number> =>
  (await testDb().prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>())!.n
