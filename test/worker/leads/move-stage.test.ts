import { beforeEach, describe, expect, it } from 'vitest'
import type { StageTarget } from '../../../contract/stage.ts'
import { must } from '../../../db/commit.ts'
import { archiveLead } from '../../../worker/operations/leads/archive-lead.ts'
import { moveStage } from '../../../worker/operations/leads/move-stage.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { archiveStage } from '../../../worker/operations/stages/archive-stage.ts'
import { createStage } from '../../../worker/operations/stages/create-stage.ts'
import { updateStage } from '../../../worker/operations/stages/update-stage.ts'
import { admin, historyOf, refusal, rows, strangers } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { leadIdAt } from '../../support/random.ts'
import { buildWorld } from '../../support/world.ts'

const ctx = () => testCtx({ actor: admin })
const leadId = leadIdAt(Date.UTC(2026, 5, 15, 11), 1)
const unknownLead = leadIdAt(Date.UTC(2026, 5, 15, 11), 2)

const move = (stage: StageTarget, reason?: string) => moveStage(ctx(), { leadId, stage, reason })

const putLead = (location: string, more = '') =>
  testDb()
    .prepare(
      `INSERT INTO leads (id, version, lead_type_id, channel, received_at, location, stage, fields, submission_hash,
         held_until, unreferred_at) VALUES (?, 1, 1, 'json', 0, ?, 'new', '{}', '', ${more || 'NULL, NULL'})`,
    )
    .bind(leadId, location)
    .run()

const putReferral = (state: string) =>
  testDb()
    .prepare(
      `INSERT INTO referrals (lead_id, partner_id, version, setup_id, lead_type_id, method, state, price, referred_at,
         day, month) VALUES (?, 1, 0, 1, 1, 'manual', ?, 0, 0, 20260615, 202606)`,
    )
    .bind(leadId, state)
    .run()

const leadRow = async () =>
  (await rows('SELECT version, stage, stage_id, location, held_until, unreferred_at FROM leads'))[0]

beforeEach(async () => {
  await buildWorld(testDb(), { partners: [{ id: 1 }], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] })
  await testDb()
    .prepare(
      `INSERT INTO history (id, version, event, actor, at, commit_id) VALUES (?, 1, 'lead.captured', 'test', 0, 'test')`,
    )
    .bind(leadId)
    .run()
})

describe('moveStage along the way', () => {
  beforeEach(() => putLead('routed'))

  it('promises label, kind and point in the answer, on the lead and in its history (T17)', async () => {
    expect(await move(3, 'Answered the second call.')).toMatchObject({
      id: leadId,
      version: 2,
      stage: { id: 'stg_3', label: 'Contacted', kind: 'new', point: 'contacted' },
      location: 'routed',
    })
    expect(await readLead(ctx(), leadId)).toMatchObject({ version: 2, stage: { id: 'stg_3', kind: 'new' } })
    expect((await historyOf(leadId))[1]).toEqual({
      version: 2,
      event: 'lead.stage',
      actor: 'key_901',
      data: {
        from: { id: 'stg_1', label: 'New', kind: 'new', point: null },
        to: { id: 'stg_3', label: 'Contacted', kind: 'new', point: 'contacted' },
        location: 'routed',
        reason: 'Answered the second call.',
      },
    })
  })

  it.each<[StageTarget, string]>([
    ['qualified', 'stg_4'],
    ['unqualified', 'stg_5'],
  ])('promises that %s alone is the stage that the kind came with', async (kind, id) => {
    await createStage(ctx(), { label: 'First in the list', kind: kind as 'qualified', point: null, position: 0 })
    expect((await move(kind)).stage.id).toBe(id)
  })

  it('promises to change nothing where the lead is there already', async () => {
    await move(2)
    const before = await leadRow()
    expect((await move(2)).stage.id).toBe('stg_2')
    expect((await move('new')).stage.id).toBe('stg_2')
    expect(await leadRow()).toEqual(before)
    expect(await historyOf(leadId)).toHaveLength(2)
  })

  it('promises free ways among the stages of one kind, back too', async () => {
    for (const [stage, point] of [
      [3, 'contacted'],
      [2, 'validated'],
      [1, null],
    ] as const)
      expect((await move(stage)).stage.point).toBe(point)
  })

  it('promises the new label of a stage to the leads that are in it', async () => {
    await move(3)
    await updateStage(ctx(), 3, { label: 'Rung up' })
    expect((await readLead(ctx(), leadId)).stage).toMatchObject({ label: 'Rung up', kind: 'new', point: 'contacted' })
  })

  it.each<[StageTarget[], StageTarget, string]>([
    [[], 'won', 'From New (new) it can become qualified, unqualified, or go to another stage of its kind.'],
    [
      ['qualified'],
      1,
      'From Qualified (qualified) it can become won, lost, unqualified, or go to another stage of its kind.',
    ],
    [
      ['qualified', 'won'],
      'lost',
      'From Won (won) only an admin can open it again, as new or qualified, and says why.',
    ],
  ])('promises after %j to refuse %s, and to say what is possible', async (way, stage, detail) => {
    for (const each of way) await move(each)
    expect(await refusal(move(stage, 'Because.'))).toEqual({ code: 'STAGE_NOT_REACHABLE', errors: [], detail })
  })

  it('promises to refuse a stage that is none or archived', async () => {
    expect(await refusal(move(99))).toMatchObject({ errors: ['/stage NOT_FOUND'] })
    await archiveStage(ctx(), 2)
    expect(await refusal(move(2))).toMatchObject({ errors: ['/stage ARCHIVED'] })
  })

  it('promises that a lead in a stage that is archived stays there, and can leave it', async () => {
    await move(2)
    await archiveStage(ctx(), 2)
    expect((await readLead(ctx(), leadId)).stage.label).toBe('Validated')
    expect((await move('qualified')).stage.kind).toBe('qualified')
  })

  it('promises one step at a time to many who move it at once', async () => {
    await Promise.allSettled([move(2), move(3), move(2), move(3)])
    const { version } = (await leadRow()) as { version: number }
    expect(await historyOf(leadId)).toHaveLength(version)
  })

  it('promises a dry run that names what it would do and does nothing', async () => {
    const dry = testCtx({ actor: admin, dryRun: true })
    expect((await moveStage(dry, { leadId, stage: 'qualified' })).version).toBe(2)
    expect(dry.effects).toMatchObject([{ id: leadId, version: 2, event: 'lead.stage' }])
    expect(await leadRow()).toMatchObject({ version: 1, stage: 'new' })
  })
})

describe('moveStage to the end', () => {
  it.each([
    ['held', '9000, NULL'],
    ['pending', 'NULL, 8000'],
    ['routed', 'NULL, NULL'],
  ])('promises that a lead which was %s is closed, and waits for nothing any more', async (location, waiting) => {
    await putLead(location, waiting)
    await move('unqualified')
    expect(await leadRow()).toEqual({
      version: 2,
      stage: 'unqualified',
      stage_id: 5,
      location: 'closed',
      held_until: null,
      unreferred_at: null,
    })
  })

  it.each([
    ['held', '9000, NULL'],
    ['pending', 'NULL, 8000'],
  ])('promises that a lead which is %s goes on waiting when it is only qualified', async (location, waiting) => {
    await putLead(location, waiting)
    const before = await leadRow()
    await move('qualified')
    expect(await leadRow()).toEqual({ ...before, version: 2, stage: 'qualified', stage_id: 4 })
  })

  it('promises free ways among the labels of an end, without opening it', async () => {
    await putLead('routed')
    await createStage(ctx(), { label: 'Too expensive', kind: 'lost', point: null })
    await move('qualified')
    await move('lost')
    expect(await move(8)).toMatchObject({ location: 'closed', stage: { label: 'Too expensive', point: 'closed' } })
  })
})

describe('moveStage back', () => {
  it.each([
    ['delivered', 'routed'],
    ['unknown', 'routed'],
    ['rejected', 'pending'],
    [null, 'pending'],
  ])('promises that a lead with a referral that is %s is %s again', async (state, location) => {
    await putLead('routed')
    if (state !== null) await putReferral(state)
    await move('unqualified')
    expect(await move('qualified', 'The number was right after all.')).toMatchObject({
      location,
      stage: { kind: 'qualified' },
    })
    expect((await historyOf(leadId))[2]).toMatchObject({
      data: { reason: 'The number was right after all.', location },
    })
  })

  it('promises that it takes a reason', async () => {
    await putLead('routed')
    await move('unqualified')
    expect(await refusal(move('new'))).toEqual({ code: 'INVALID_BODY', errors: ['/reason REQUIRED'] })
    expect(await refusal(move('new', ''))).toMatchObject({ errors: ['/reason REQUIRED'] })
  })

  it('promises that it takes an admin: no job opens a lead', async () => {
    await putLead('routed')
    await move('unqualified')
    const byJob = moveStage(testCtx(), { leadId, stage: 'new', reason: 'An automation says so.' })
    expect(await refusal(byJob)).toMatchObject({ code: 'STAGE_NOT_REACHABLE' })
  })

  it('promises that a lead which was refused as it came in stays closed', async () => {
    await putLead('closed')
    await rows("UPDATE leads SET closed_because = 'DUPLICATE'")
    await move('unqualified')
    expect(await move('new', 'Why not.')).toMatchObject({ location: 'closed' })
  })
})

describe('what automations hear of (F55)', () => {
  beforeEach(async () => {
    await putLead('routed')
    await createStage(ctx(), { label: 'Rung up twice', kind: 'new', point: 'contacted' })
  })

  const listen = (event: string) =>
    testDb()
      .prepare(
        `INSERT INTO automations (id, version, name, event, condition, steps, on_failure, active)
         SELECT 1 + count(*), 1, ?1, ?1, '{}', '[]', 'stop', 1 FROM automations`,
      )
      .bind(event)
      .run()

  const heard = async () => (await rows<{ id: string }>('SELECT id FROM jobs ORDER BY id')).map(({ id }) => id)

  it('promises one message for each change of the point, and none for another label of the same', async () => {
    await listen('lead.stage-changed')
    for (const stage of [3, 8, 3, 'qualified', 'won'] as const) await move(stage)
    expect(await heard()).toEqual([2, 5, 6].map((version) => `automate:lead.stage-changed:${leadId}:${version}`))
  })

  it('promises a message when it is closed, once, and none when it is opened again', async () => {
    await listen('lead.closed')
    await createStage(ctx(), { label: 'Wrong number', kind: 'unqualified', point: null })
    await move('unqualified')
    await move(9)
    await move('new', 'It was right.')
    await move('unqualified')
    expect(await heard()).toEqual([2, 5].map((version) => `automate:lead.closed:${leadId}:${version}`))
  })

  it('promises to start both at once', async () => {
    await listen('lead.closed')
    await listen('lead.stage-changed')
    const theirs = ctx()
    await moveStage(theirs, { leadId, stage: 'unqualified' })
    expect(theirs.started.map(({ id }) => id)).toEqual([
      `automate:lead.stage-changed:${leadId}:2`,
      `automate:lead.closed:${leadId}:2`,
    ])
  })

  it('promises that it costs nothing where nobody listens', async () => {
    const theirs = ctx()
    await moveStage(theirs, { leadId, stage: 'unqualified' })
    expect([await heard(), theirs.started]).toEqual([[], []])
  })
})

describe('moveStage within a job', () => {
  beforeEach(() => putLead('routed'))

  const alongside = () => [
    testDb().prepare("INSERT INTO dedupe_keys (key, at, lead_id) VALUES ('done', 0, 'test')"),
    must(testDb(), { ok: 'SELECT 1', word: 'NEVER' }),
  ]

  it.each([
    ['moves', 'qualified'],
    ['stays', 'new'],
  ] as const)('promises that what goes alongside is done where the lead %s', async (_, stage) => {
    await moveStage({ ...testCtx(), alongside: alongside() }, { leadId, stage })
    expect(await rows('SELECT key FROM dedupe_keys')).toEqual([{ key: 'done' }])
  })

  it('promises that it is not where the move is refused', async () => {
    await refusal(moveStage({ ...testCtx(), alongside: alongside() }, { leadId, stage: 'won' }))
    expect(await rows('SELECT key FROM dedupe_keys')).toEqual([])
  })
})

describe('archiveLead', () => {
  const archive = (archived: boolean) => archiveLead(ctx(), { leadId, archived })

  it('promises a flag, its history, and nothing done twice', async () => {
    await putLead('routed')
    expect(await archive(true)).toMatchObject({
      version: 2,
      archivedAt: '2026-06-15T12:00:00.000Z',
      location: 'routed',
    })
    expect(await archive(true)).toMatchObject({ version: 2 })
    expect(await archive(false)).toMatchObject({ version: 3, archivedAt: null })
    expect(await archive(false)).toMatchObject({ version: 3 })
    expect((await historyOf(leadId)).map(({ event }) => event)).toEqual([
      'lead.captured',
      'lead.archived',
      'lead.unarchived',
    ])
  })

  it('promises that what still waits for a partner is not put out of sight', async () => {
    await putLead('held')
    expect(await refusal(archive(true))).toMatchObject({ code: 'IN_USE' })
    await move('unqualified')
    expect((await archive(true)).archivedAt).not.toBeNull()
  })
})

describe('who may', () => {
  it.each(strangers)('promises nothing to $kind', async (actor) => {
    await putLead('routed')
    const theirs = testCtx({ actor })
    for (const work of [moveStage(theirs, { leadId, stage: 2 }), archiveLead(theirs, { leadId, archived: true })])
      expect(await refusal(work)).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('promises NOT_FOUND for a lead that is none', async () => {
    expect(await refusal(moveStage(ctx(), { leadId: unknownLead, stage: 2 }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await refusal(archiveLead(ctx(), { leadId: unknownLead, archived: true }))).toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
