import { beforeEach, describe, expect, it } from 'vitest'
import { archiveLeadGroup } from '../../../worker/operations/lead-groups/archive-lead-group.ts'
import { listLeadGroups } from '../../../worker/operations/lead-groups/list-lead-groups.ts'
import { readLeadGroup } from '../../../worker/operations/lead-groups/read-lead-group.ts'
import { updateLeadGroup } from '../../../worker/operations/lead-groups/update-lead-group.ts'
import { archiveLeadType } from '../../../worker/operations/lead-types/archive-lead-type.ts'
import {
  admin,
  historyOf,
  makeBroker,
  makeGroup,
  makeType,
  postcodeField,
  refusal,
  rows,
  strangers,
} from '../../support/config.ts'
import { testCtx } from '../../support/ctx.ts'

const ctx = () => testCtx({ actor: admin })
const company = { name: 'company', kind: 'text', label: 'Company', required: false }

beforeEach(async () => {
  await makeBroker(ctx())
})

describe('createLeadGroup', () => {
  it('promises a group with its fields, and what it began with in history', async () => {
    const made = await makeGroup(ctx(), { name: 'Finance', fields: [company] })
    expect(made).toMatchObject({ id: 'grp_1', version: 1, name: 'Finance', fields: [company], archivedAt: null })
    expect(await readLeadGroup(ctx(), 1)).toEqual(made)
    expect(await historyOf('grp_1')).toMatchObject([
      { version: 1, event: 'created', actor: 'key_901', data: { name: 'Finance', fields: [company] } },
    ])
  })

  it('promises that introducers may hand nothing in unless told (F8)', async () => {
    expect(await makeGroup(ctx())).toMatchObject({ introducersMayRefer: false })
    expect(await makeGroup(ctx(), { name: 'Open', introducersMayRefer: true })).toMatchObject({
      introducersMayRefer: true,
    })
    expect(await updateLeadGroup(ctx(), 1, { introducersMayRefer: true })).toMatchObject({ introducersMayRefer: true })
    expect((await historyOf('grp_1')).at(-1)).toMatchObject({
      data: { changed: { introducersMayRefer: [false, true] } },
    })
  })

  it('promises every one of many at once an id of its own', async () => {
    const made = await Promise.all(['A', 'B', 'C', 'D'].map((name) => makeGroup(ctx(), { name })))
    expect(new Set(made.map(({ id }) => id)).size).toBe(4)
  })

  it('promises NAME_TAKEN whatever the case, and nothing half-written', async () => {
    await makeGroup(ctx(), { name: 'Finance' })
    expect(await refusal(makeGroup(ctx(), { name: 'FINANCE' }))).toMatchObject({ code: 'NAME_TAKEN' })
    expect(await rows('SELECT id FROM lead_groups')).toEqual([{ id: 1 }])
    expect(await historyOf('grp_2')).toEqual([])
  })

  it('promises a dry run that names its effects and writes nothing', async () => {
    const dry = testCtx({ actor: admin, dryRun: true })
    expect(await makeGroup(dry, { name: 'Finance' })).toMatchObject({ id: 'grp_1' })
    expect(dry.effects).toMatchObject([{ id: 'grp_1', version: 1, event: 'created' }])
    expect(await rows('SELECT id FROM lead_groups')).toEqual([])
  })
})

describe('updateLeadGroup', () => {
  beforeEach(async () => {
    await makeGroup(ctx(), { name: 'Home', fields: [company] })
  })

  it('promises the change and its history', async () => {
    expect(await updateLeadGroup(ctx(), 1, { name: 'Household', version: 1 })).toMatchObject({
      version: 2,
      name: 'Household',
      fields: [company],
    })
    expect((await historyOf('grp_1'))[1]).toMatchObject({ data: { changed: { name: ['Home', 'Household'] } } })
  })

  it('promises pointers to the shared fields whose names its live types have', async () => {
    await makeType(ctx())
    const other = { ...company, name: 'other' }
    expect(await refusal(updateLeadGroup(ctx(), 1, { fields: [other, postcodeField] }))).toEqual({
      code: 'INVALID_BODY',
      errors: ['/fields/1/name NAME_TAKEN'],
    })
    await archiveLeadType(ctx(), 1)
    expect(await updateLeadGroup(ctx(), 1, { fields: [postcodeField] })).toMatchObject({ version: 2 })
  })

  it('promises a referable type to keep at least one field', async () => {
    await makeType(ctx(), { fields: [] })
    expect(await refusal(updateLeadGroup(ctx(), 1, { fields: [] }))).toEqual({
      code: 'INVALID_BODY',
      errors: ['/fields NO_FIELDS'],
    })
  })

  it('promises one winner among changes at the same time', async () => {
    const tries = ['One', 'Two', 'Three'].map((name) => updateLeadGroup(ctx(), 1, { name }))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1)
    const { version } = await readLeadGroup(ctx(), 1)
    expect(await historyOf('grp_1')).toHaveLength(version)
  })

  it.each([
    ['a missing one', 2, {}, 'NOT_FOUND'],
    ['an older version', 1, { version: 7 }, 'VERSION_CONFLICT'],
  ])('promises to refuse %s', async (_, id, body, code) => {
    expect(await refusal(updateLeadGroup(ctx(), id, body))).toMatchObject({ code })
  })
})

describe('archiveLeadGroup', () => {
  it('promises IN_USE, naming them, while it has live lead types', async () => {
    await makeGroup(ctx())
    await makeType(ctx(), { name: 'Boilers' })
    expect(await refusal(archiveLeadGroup(ctx(), 1))).toEqual({
      code: 'IN_USE',
      errors: [],
      detail: 'Archive its lead types first: Boilers.',
    })
    await archiveLeadType(ctx(), 1)
    expect((await archiveLeadGroup(ctx(), 1)).archivedAt).toBe('2026-06-15T12:00:00.000Z')
  })

  it('promises that an archived group refuses changes and new types, and that archiving it again changes nothing', async () => {
    await makeGroup(ctx())
    const archived = await archiveLeadGroup(ctx(), 1)
    expect(await archiveLeadGroup(ctx(), 1)).toEqual(archived)
    expect(await refusal(updateLeadGroup(ctx(), 1, { name: 'Again' }))).toMatchObject({ code: 'ARCHIVED' })
    expect(await refusal(makeType(ctx()))).toEqual({ code: 'INVALID_BODY', errors: ['/leadGroupId ARCHIVED'] })
  })
})

describe('listLeadGroups', () => {
  it('promises pages by id, and only the archived or live ones when asked', async () => {
    for (const name of ['A', 'B', 'C', 'D', 'E']) await makeGroup(ctx(), { name })
    await archiveLeadGroup(ctx(), 2)
    const names = async (query: object) => {
      const page = await listLeadGroups(ctx(), { limit: 2, ...query })
      return [page.items.map(({ name }) => name).join(''), page.nextCursor]
    }
    expect(await names({})).toEqual(['AB', '2'])
    expect(await names({ cursor: '2' })).toEqual(['CD', '4'])
    expect(await names({ cursor: '4' })).toEqual(['E', null])
    expect(await names({ archived: false })).toEqual(['AC', '3'])
    expect(await names({ archived: true })).toEqual(['B', null])
  })

  it('promises INVALID_QUERY for a cursor that is none', async () => {
    expect(await refusal(listLeadGroups(ctx(), { limit: 2, cursor: 'grp_1' }))).toEqual({
      code: 'INVALID_QUERY',
      errors: ['cursor INVALID'],
    })
  })
})

describe('who may', () => {
  it.each(strangers)('promises nothing to $kind', async (actor) => {
    const theirs = testCtx({ actor })
    const works = [makeGroup(theirs), readLeadGroup(theirs, 1), listLeadGroups(theirs, { limit: 1 })]
    const changes = [updateLeadGroup(theirs, 1, {}), archiveLeadGroup(theirs, 1)]
    for (const work of [...works, ...changes]) expect(await refusal(work)).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
