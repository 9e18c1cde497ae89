import { beforeEach, describe, expect, it } from 'vitest'
import type { Field } from '../../../contract/fields/field.ts'
import { archiveLeadType } from '../../../worker/operations/lead-types/archive-lead-type.ts'
import { listLeadTypes } from '../../../worker/operations/lead-types/list-lead-types.ts'
import { readLeadType } from '../../../worker/operations/lead-types/read-lead-type.ts'
import { updateLeadType } from '../../../worker/operations/lead-types/update-lead-type.ts'
import {
  admin,
  gbp,
  historyOf,
  makeBroker,
  makeGroup,
  makeType,
  postcodeField,
  refusal,
  rows,
  strangers,
} from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { setPreferences } from '../../support/preferences.ts'

const ctx = () => testCtx({ actor: admin })
const company = { name: 'company', kind: 'text', label: 'Company', required: false }

beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx(), { fields: [company] })
})

describe('createLeadType', () => {
  it('promises a type that is not referable, exclusive and free unless told (F14, F21)', async () => {
    const made = await makeType(ctx(), { referralMethod: undefined, defaultPrice: undefined })
    expect(made).toMatchObject({
      id: 'typ_1',
      version: 1,
      leadGroupId: 'grp_1',
      fields: [postcodeField],
      referralMethod: null,
      defaultPrice: gbp(0),
      scope: 1,
      requireFca: false,
      archivedAt: null,
    })
    expect(await readLeadType(ctx(), 1)).toEqual(made)
    expect(await historyOf('typ_1')).toMatchObject([{ event: 'created', data: { name: 'Boilers', scope: 1 } }])
  })

  it('promises a warning where an FCA number is asked for that partners may not enter (F2)', async () => {
    expect(await makeType(ctx(), { requireFca: true })).toMatchObject({
      requireFca: true,
      warnings: [{ code: 'FCA_NOT_SELF_SERVICE' }],
    })
    expect(await updateLeadType(ctx(), 1, { requireFca: false })).toMatchObject({ warnings: [] })
    expect(await updateLeadType(ctx(), 1, { requireFca: true })).toMatchObject({
      warnings: [{ code: 'FCA_NOT_SELF_SERVICE' }],
    })
    const kept = (await historyOf('typ_1')).map(({ data }) => data)
    expect(kept.slice(1)).toEqual([
      { changed: { requireFca: [true, false] } },
      { changed: { requireFca: [false, true] } },
    ])
    await testDb().batch(setPreferences(testDb(), { partnersProvideFca: true }))
    expect(await readLeadType(ctx(), 1)).toMatchObject({ requireFca: true, warnings: [] })
  })

  it('promises a warning where consent is required that no field asks for (D1.23)', async () => {
    const consent = { name: 'ok', kind: 'consent', label: 'May we?', required: false, wording: 'Yes.', version: '1' }
    const notAsked = [{ code: 'CONSENT_NOT_ASKED' }]
    expect(await makeType(ctx(), { requireConsent: true })).toMatchObject({ requireConsent: true, warnings: notAsked })
    const withFields = (...fields: object[]) => updateLeadType(ctx(), 1, { fields: fields as Field[] })
    expect(await withFields(postcodeField, { ...consent, shares: false })).toMatchObject({ warnings: notAsked })
    expect(await withFields(postcodeField, consent)).toMatchObject({ warnings: [] })
  })

  it('promises every bad field at once', async () => {
    const body = { fields: [postcodeField, company], defaultPrice: { amount: 5, currency: 'EUR' } }
    expect(await refusal(makeType(ctx(), body))).toEqual({
      code: 'INVALID_BODY',
      errors: ['/fields/1/name NAME_TAKEN', '/defaultPrice/currency WRONG_CURRENCY'],
    })
    expect(await refusal(makeType(ctx(), { ...body, leadGroupId: 'grp_9' }))).toEqual({
      code: 'INVALID_BODY',
      errors: ['/leadGroupId NOT_FOUND', '/defaultPrice/currency WRONG_CURRENCY'],
    })
  })

  it('promises that a type without any field is not referable, and that the group’s fields are enough', async () => {
    await makeGroup(ctx(), { name: 'Bare' })
    expect(await refusal(makeType(ctx(), { leadGroupId: 'grp_2', fields: [] }))).toEqual({
      code: 'INVALID_BODY',
      errors: ['/referralMethod NO_FIELDS'],
    })
    expect(await makeType(ctx(), { fields: [] })).toMatchObject({ referralMethod: 'immediate' })
  })

  it('promises NAME_TAKEN inside a group and the same name in another', async () => {
    await makeGroup(ctx(), { name: 'Bare' })
    await makeType(ctx(), { name: 'Loans' })
    expect(await refusal(makeType(ctx(), { name: 'loans' }))).toMatchObject({
      code: 'NAME_TAKEN',
      errors: ['/name NAME_TAKEN'],
    })
    expect(await makeType(ctx(), { name: 'Loans', leadGroupId: 'grp_2' })).toMatchObject({ id: 'typ_2' })
  })
})

describe('updateLeadType', () => {
  beforeEach(async () => {
    await makeType(ctx())
  })

  it('promises the change, and old and new in history', async () => {
    const changed = await updateLeadType(ctx(), 1, { defaultPrice: gbp(2500), scope: 3, version: 1 })
    expect(changed).toMatchObject({ version: 2, defaultPrice: gbp(2500), scope: 3, name: 'Boilers' })
    expect((await historyOf('typ_1'))[1]).toMatchObject({
      event: 'changed',
      data: { changed: { defaultPrice: [gbp(1000), gbp(2500)], scope: [1, 3] } },
    })
  })

  it('promises every bad field at once', async () => {
    const body = { fields: [company], defaultPrice: { amount: 5, currency: 'USD' } }
    expect(await refusal(updateLeadType(ctx(), 1, body))).toEqual({
      code: 'INVALID_BODY',
      errors: ['/fields/0/name NAME_TAKEN', '/defaultPrice/currency WRONG_CURRENCY'],
    })
  })

  it('promises a pointer when the last field of a referable type goes', async () => {
    await makeGroup(ctx(), { name: 'Bare' })
    await makeType(ctx(), { leadGroupId: 'grp_2' })
    expect(await refusal(updateLeadType(ctx(), 2, { fields: [] }))).toEqual({
      code: 'INVALID_BODY',
      errors: ['/referralMethod NO_FIELDS'],
    })
    expect(await updateLeadType(ctx(), 2, { fields: [], referralMethod: null })).toMatchObject({ fields: [] })
  })

  it.each([
    ['a missing one', 9, {}, 'NOT_FOUND'],
    ['an older version', 1, { version: 3 }, 'VERSION_CONFLICT'],
  ])('promises to refuse %s', async (_, id, body, code) => {
    expect(await refusal(updateLeadType(ctx(), id, body))).toMatchObject({ code })
  })

  it('promises NAME_TAKEN to a new name that another type of the group has', async () => {
    await makeType(ctx(), { name: 'Windows' })
    expect(await refusal(updateLeadType(ctx(), 2, { name: 'Boilers' }))).toMatchObject({ code: 'NAME_TAKEN' })
  })
})

describe('archiveLeadType', () => {
  it('promises that an archived type refuses changes, stays readable and archives once', async () => {
    await makeType(ctx())
    const archived = await archiveLeadType(ctx(), 1)
    expect(archived).toMatchObject({ version: 2, archivedAt: '2026-06-15T12:00:00.000Z' })
    expect(await archiveLeadType(ctx(), 1)).toEqual(archived)
    expect(await readLeadType(ctx(), 1)).toEqual(archived)
    expect(await refusal(updateLeadType(ctx(), 1, { scope: 2 }))).toMatchObject({ code: 'ARCHIVED' })
    expect(await rows('SELECT version FROM lead_types')).toEqual([{ version: 2 }])
  })
})

describe('listLeadTypes', () => {
  it('promises pages by id, of one group or of the live ones when asked', async () => {
    await makeGroup(ctx(), { name: 'Other' })
    await makeType(ctx(), { name: 'A' })
    await makeType(ctx(), { name: 'B', leadGroupId: 'grp_2' })
    await makeType(ctx(), { name: 'C' })
    await archiveLeadType(ctx(), 1)
    const names = async (query: object) => {
      const page = await listLeadTypes(ctx(), { limit: 2, ...query })
      return [page.items.map(({ name }) => name).join(''), page.nextCursor]
    }
    expect(await names({})).toEqual(['AB', '2'])
    expect(await names({ cursor: '2' })).toEqual(['C', null])
    expect(await names({ leadGroupId: 2 })).toEqual(['B', null])
    expect(await names({ leadGroupId: 1, archived: false })).toEqual(['C', null])
  })
})

describe('who may', () => {
  it.each(strangers)('promises nothing to $kind', async (actor) => {
    const theirs = testCtx({ actor })
    const reads = [readLeadType(theirs, 1), listLeadTypes(theirs, { limit: 1 })]
    const changes = [makeType(theirs), updateLeadType(theirs, 1, {}), archiveLeadType(theirs, 1)]
    for (const work of [...reads, ...changes]) expect(await refusal(work)).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
