import { beforeEach, describe, expect, it } from 'vitest'
import { archiveTerms } from '../../../worker/operations/introducer-terms/archive-terms.ts'
import { createTerms } from '../../../worker/operations/introducer-terms/create-terms.ts'
import { listTerms } from '../../../worker/operations/introducer-terms/list-terms.ts'
import { readTerms } from '../../../worker/operations/introducer-terms/read-terms.ts'
import { updateTerms } from '../../../worker/operations/introducer-terms/update-terms.ts'
import {
  admin,
  asPartner,
  gbp,
  historyOf,
  makeBroker,
  makeGroup,
  makePartner,
  makeType,
  refusal,
  strangers,
} from '../../support/config.ts'
import { testCtx } from '../../support/ctx.ts'

const ctx = (actor = admin) => testCtx({ actor })

/** ptn_2 and ptn_3 introduce, ptn_4 does not. */
beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx())
  await makeType(ctx())
  for (const introduces of [true, true, false]) await makePartner(ctx(), { introduces })
})

const agree = (given: object = {}) =>
  createTerms(ctx(), { partnerId: 2, leadTypeId: null, amount: gbp(400), shares: [], ...given })

describe('terms of an introducer', () => {
  it('promises that they are made, changed and ended, each with its history', async () => {
    const shares = [{ point: 'converted' as const, valueBps: 1000 }]
    expect(await agree()).toMatchObject({ id: 'trm_1', version: 1, partnerId: 'ptn_2', leadTypeId: null, shares: [] })
    expect(await updateTerms(ctx(), 1, { amount: gbp(500), shares })).toMatchObject({
      version: 2,
      amount: gbp(500),
      shares,
    })
    expect(await archiveTerms(ctx(), 1)).toMatchObject({ version: 3, archivedAt: expect.any(String) })
    expect(await archiveTerms(ctx(), 1)).toMatchObject({ version: 3 })
    expect(await refusal(updateTerms(ctx(), 1, { amount: gbp(1) }))).toMatchObject({ code: 'ARCHIVED' })
    expect((await historyOf('trm_1')).map(({ event }) => event)).toEqual(['created', 'changed', 'archived'])
  })

  it('promises one set for each introducer and type, and a new one when it was ended', async () => {
    await agree()
    await agree({ leadTypeId: 1 })
    await agree({ partnerId: 3 })
    expect(await refusal(agree())).toMatchObject({ code: 'TERMS_EXIST' })
    expect(await refusal(agree({ leadTypeId: 1 }))).toMatchObject({ code: 'TERMS_EXIST' })
    await archiveTerms(ctx(), 1)
    expect(await agree()).toMatchObject({ id: 'trm_4' })
  })

  it('promises that of several made at once one stays', async () => {
    const made = await Promise.allSettled(Array.from({ length: 5 }, () => agree()))
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = made.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []))
    expect(new Set(refused)).toEqual(new Set(['TERMS_EXIST']))
  })

  it.each([
    ['a partner that introduces nothing', { partnerId: 4 }, '/partnerId NOT_INTRODUCER'],
    ['nobody', { partnerId: 77 }, '/partnerId NOT_FOUND'],
    ['no lead type', { leadTypeId: 77 }, '/leadTypeId NOT_FOUND'],
    ['another currency', { amount: { amount: 1, currency: 'USD' } }, '/amount/currency WRONG_CURRENCY'],
  ])('promises that there are none for %s', async (_, given, error) => {
    expect(await refusal(agree(given))).toEqual({ code: 'INVALID_BODY', errors: [error] })
  })

  it('promises that an introducer sees its own, and nobody else may touch any', async () => {
    await agree()
    await agree({ partnerId: 3 })
    const own = await listTerms(ctx(asPartner(2)), { limit: 50 })
    expect(own.items.map(({ id }) => id)).toEqual(['trm_1'])
    expect(await readTerms(ctx(asPartner(2)), 1)).toMatchObject({ id: 'trm_1' })
    expect(await refusal(readTerms(ctx(asPartner(2)), 2))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await refusal(listTerms(ctx(asPartner(2)), { limit: 50, partnerId: 3 }))).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await listTerms(ctx(), { limit: 50, partnerId: 3, archived: false })).items).toHaveLength(1)
    for (const stranger of strangers) {
      expect(await refusal(updateTerms(ctx(stranger), 1, { amount: gbp(1) }))).toMatchObject({ code: 'NOT_ALLOWED' })
      expect(await refusal(archiveTerms(ctx(stranger), 1))).toMatchObject({ code: 'NOT_ALLOWED' })
    }
  })
})
