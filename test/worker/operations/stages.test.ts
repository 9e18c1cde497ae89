import { beforeEach, describe, expect, it } from 'vitest'
import type { NewStage } from '../../../contract/stage.ts'
import { archiveStage } from '../../../worker/operations/stages/archive-stage.ts'
import { createStage } from '../../../worker/operations/stages/create-stage.ts'
import { listStages } from '../../../worker/operations/stages/list-stages.ts'
import { updateStage } from '../../../worker/operations/stages/update-stage.ts'
import { admin, historyOf, makeBroker, refusal, rows, strangers } from '../../support/config.ts'
import { testCtx } from '../../support/ctx.ts'

const ctx = () => testCtx({ actor: admin })
const make = (stage: Partial<NewStage> = {}) =>
  createStage(ctx(), { label: 'Survey booked', kind: 'qualified', point: null, ...stage })

beforeEach(async () => {
  await makeBroker(ctx())
})

describe('the stages that every broker begins with', () => {
  it('promises the kinds of F67 with the points of F55, in order', async () => {
    const { items } = await listStages(ctx(), {})
    expect(items.map(({ id, label, kind, point }) => [id, label, kind, point])).toEqual([
      ['stg_1', 'New', 'new', null],
      ['stg_2', 'Validated', 'new', 'validated'],
      ['stg_3', 'Contacted', 'new', 'contacted'],
      ['stg_4', 'Qualified', 'qualified', 'qualified'],
      ['stg_5', 'Unqualified', 'unqualified', 'invalidated'],
      ['stg_6', 'Won', 'won', 'converted'],
      ['stg_7', 'Lost', 'lost', 'closed'],
    ])
    expect(items.every(({ version, archivedAt }) => version === 0 && archivedAt === null)).toBe(true)
  })
})

describe('createStage', () => {
  it('promises a stage behind all others, and what it began with in history', async () => {
    const made = await make()
    expect(made).toEqual({
      id: 'stg_8',
      version: 1,
      label: 'Survey booked',
      kind: 'qualified',
      point: 'qualified',
      position: 80,
      archivedAt: null,
    })
    expect((await listStages(ctx(), {})).items.at(-1)).toEqual(made)
    expect(await historyOf('stg_8')).toMatchObject([
      { version: 1, event: 'created', data: { label: 'Survey booked', kind: 'qualified', position: 80 } },
    ])
  })

  it('promises one between others where a position says so', async () => {
    await make({ label: 'Called twice', kind: 'new', point: 'contacted', position: 35 })
    expect((await listStages(ctx(), {})).items.map(({ label }) => label).slice(2, 5)).toEqual([
      'Contacted',
      'Called twice',
      'Qualified',
    ])
  })

  it('promises NAME_TAKEN whatever the case', async () => {
    expect(await refusal(make({ label: 'WON' }))).toMatchObject({ code: 'NAME_TAKEN' })
  })

  it('promises that only a new lead has points to choose from', async () => {
    expect(await refusal(make({ kind: 'won', point: 'contacted' }))).toEqual({
      code: 'INVALID_BODY',
      errors: ['/point POINT_OF_KIND'],
    })
  })

  it('promises an end at 100', async () => {
    await rows(
      `INSERT INTO stages (id, version, label, kind, position)
       SELECT value, 1, 'Stage ' || value, 'new', 100 FROM json_each(?) `,
      JSON.stringify(Array.from({ length: 93 }, (_, i) => i + 8)),
    )
    expect(await refusal(make())).toEqual({ code: 'INVALID_BODY', errors: ['/label TOO_MANY'] })
  })

  it('promises every one of many at once an id of its own', async () => {
    const made = await Promise.all(['A', 'B', 'C', 'D'].map((label) => make({ label })))
    expect(new Set(made.map(({ id }) => id)).size).toBe(4)
  })
})

describe('updateStage', () => {
  it('promises another label and place, also to a stage as it was shipped', async () => {
    expect(await updateStage(ctx(), 6, { version: 0, label: 'Customer', position: 1 })).toMatchObject({
      version: 1,
      label: 'Customer',
      kind: 'won',
    })
    expect((await listStages(ctx(), {})).items[0]).toMatchObject({ id: 'stg_6', label: 'Customer' })
    expect(await historyOf('stg_6')).toMatchObject([
      { version: 1, event: 'changed', data: { changed: { label: ['Won', 'Customer'], position: [60, 1] } } },
    ])
  })

  it.each([
    ['a missing one', 99, {}, 'NOT_FOUND'],
    ['an older version', 1, { version: 7 }, 'VERSION_CONFLICT'],
    ['a label that is taken', 1, { label: 'Lost' }, 'NAME_TAKEN'],
  ])('promises to refuse %s', async (_, id, changes, code) => {
    expect(await refusal(updateStage(ctx(), id, changes))).toMatchObject({ code })
  })
})

describe('archiveStage', () => {
  it('promises that it stays and refuses changes, and that doing it again changes nothing', async () => {
    const archived = await archiveStage(ctx(), 3)
    expect(archived).toMatchObject({ version: 1, archivedAt: '2026-06-15T12:00:00.000Z' })
    expect(await archiveStage(ctx(), 3)).toEqual(archived)
    expect(await refusal(updateStage(ctx(), 3, { label: 'Again' }))).toMatchObject({ code: 'ARCHIVED' })
    const labels = async (archivedOnes: boolean) =>
      (await listStages(ctx(), { archived: archivedOnes })).items.map(({ label }) => label)
    expect(await labels(true)).toEqual(['Contacted'])
    expect(await labels(false)).toEqual(['New', 'Validated', 'Qualified', 'Unqualified', 'Won', 'Lost'])
  })

  it.each([1, 4, 5, 6, 7])('promises that stg_%i, with which its kind came, is kept', async (id) => {
    expect(await refusal(archiveStage(ctx(), id))).toMatchObject({ code: 'IN_USE' })
  })
})

describe('who may', () => {
  it.each(strangers)('promises nothing to $kind', async (actor) => {
    const theirs = testCtx({ actor })
    const works = [
      createStage(theirs, { label: 'X', kind: 'new', point: null }),
      listStages(theirs, {}),
      updateStage(theirs, 1, {}),
      archiveStage(theirs, 2),
    ]
    for (const work of works) expect(await refusal(work)).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
