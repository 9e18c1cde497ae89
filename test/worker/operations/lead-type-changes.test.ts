import { beforeEach, describe, expect, it } from 'vitest'
import type { Field } from '../../../contract/fields/field.ts'
import type { Clause } from '../../../contract/filter.ts'
import { updateLeadGroup } from '../../../worker/operations/lead-groups/update-lead-group.ts'
import { readLeadType } from '../../../worker/operations/lead-types/read-lead-type.ts'
import { updateLeadType } from '../../../worker/operations/lead-types/update-lead-type.ts'
import { updateSetup } from '../../../worker/operations/setups/update-setup.ts'
import type { Problem } from '../../../worker/problem.ts'
import {
  admin,
  gbp,
  historyOf,
  makeBroker,
  makeGroup,
  makePartner,
  makeSetup,
  makeType,
  refusal,
} from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'

const ctx = () => testCtx({ actor: admin })
const postcode: Field = { name: 'postcode', kind: 'postcode', label: 'Postcode', required: true }
const budget: Field = { name: 'budget', kind: 'number', label: 'Budget', required: false }
const fuel = (...values: string[]): Field => ({
  name: 'fuel',
  kind: 'choice',
  label: 'Fuel',
  required: false,
  options: values.map((value) => ({ value, label: value })),
})
const company: Field = { name: 'company', kind: 'text', label: 'Company', required: false }

beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx(), { fields: [company] })
  await makeType(ctx(), { fields: [postcode, budget, fuel('gas', 'oil')] })
})

describe('a field that setups filter by (D1.21)', () => {
  const filters: Clause[] = [
    { field: 'budget', op: 'atLeast', value: 5 },
    { field: 'fuel', op: 'oneOf', value: ['gas'] },
  ]

  beforeEach(async () => {
    await makePartner(ctx())
    await makeSetup(ctx(), { filters })
  })

  it.each<[string, Field[], string]>([
    ['gone', [postcode, fuel('gas', 'oil')], '/fields'],
    ['of another kind', [fuel('gas', 'oil'), { ...budget, kind: 'text' }], '/fields/1'],
    ['without the option that is asked for', [fuel('oil', 'wood'), budget], '/fields/0'],
  ])('promises FIELD_IN_USE, with the setups, to one that would be %s', async (_, fields, pointer) => {
    const { code, errors } = (await updateLeadType(ctx(), 1, { fields }).catch((problem) => problem)) as Problem
    expect([code, errors.length]).toEqual(['INVALID_BODY', 1])
    expect(errors[0]).toMatchObject({ pointer, code: 'FIELD_IN_USE', message: expect.stringContaining('set_1') })
    expect(await readLeadType(ctx(), 1)).toMatchObject({ version: 1 })
  })

  it('promises every other change of fields, and this one as soon as nobody filters by it', async () => {
    const fields = [{ ...budget, label: 'Your budget' }, fuel('gas', 'wood')]
    expect(await updateLeadType(ctx(), 1, { fields })).toMatchObject({ fields })
    await updateSetup(ctx(), 1, { active: false })
    expect(await updateLeadType(ctx(), 1, { fields: [postcode] })).toMatchObject({ version: 3 })
  })

  it('promises the same for a field that the group shares', async () => {
    await updateSetup(ctx(), 1, { filters: [{ field: 'company', op: 'present' }] })
    expect(await refusal(updateLeadGroup(ctx(), 1, { fields: [] }))).toEqual({
      code: 'INVALID_BODY',
      errors: ['/fields FIELD_IN_USE'],
    })
    expect(await updateLeadGroup(ctx(), 1, { name: 'House' })).toMatchObject({ name: 'House' })
  })

  it('promises that no setup begins to filter by a field while it goes', async () => {
    await updateSetup(ctx(), 1, { filters: [] })
    const db = meanwhile(testDb(), 1, () => updateSetup(ctx(), 1, { filters }))
    const going = updateLeadType(testCtx({ actor: admin, db }), 1, { fields: [postcode] })
    expect(await refusal(going)).toMatchObject({ code: 'VERSION_CONFLICT' })
  })
})

describe('a default price that changes', () => {
  it('promises to say how many setups follow it, in a dry run too (F20)', async () => {
    const prices = { ptn_1: gbp(5), ptn_2: null, ptn_3: null }
    for (const [partnerId, price] of Object.entries(prices)) {
      await makePartner(ctx())
      await makeSetup(ctx(), { partnerId, price })
    }
    const followed = [{ code: 'REPRICES_PARTNERS', message: expect.stringMatching(/^2 setups/) }]
    const dry = await updateLeadType(testCtx({ actor: admin, dryRun: true }), 1, { defaultPrice: gbp(1) })
    expect(dry.warnings).toEqual(followed)
    expect((await updateLeadType(ctx(), 1, { defaultPrice: gbp(1) })).warnings).toEqual(followed)
    expect((await updateLeadType(ctx(), 1, { defaultPrice: gbp(1), scope: 2 })).warnings).toEqual([])
    expect((await readLeadType(ctx(), 1)).warnings).toEqual([])
    expect((await historyOf('typ_1'))[1]?.data).toEqual({ changed: { defaultPrice: [gbp(1000), gbp(1)] } })
  })
})
