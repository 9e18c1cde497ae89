import { beforeEach, describe, expect, it } from 'vitest'
import { explainEligibility } from '../../../worker/operations/eligibility/explain-eligibility.ts'
import { readFairness } from '../../../worker/operations/fairness/read-fairness.ts'
import { updateSetup } from '../../../worker/operations/setups/update-setup.ts'
import {
  admin,
  asPartner,
  makeBroker,
  makeGroup,
  makePartner,
  makeSetup,
  makeType,
  refusal,
} from '../../support/config.ts'
import { testCtx } from '../../support/ctx.ts'

const ctx = () => testCtx({ actor: admin })

beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx())
  await makeType(ctx())
  await makePartner(ctx())
})

describe('readFairness', () => {
  const ask = (actor = asPartner(2)) =>
    readFairness(testCtx({ actor }), { partnerId: 2, leadTypeId: 1, from: null, to: null })

  it('promises a partner nothing of a lead type that it never had a setup for, not even its name', async () => {
    expect((await refusal(ask())).code).toBe('NOT_FOUND')
    expect(await ask(admin)).toMatchObject({ leadType: { name: 'Boilers' } })
  })

  it('promises an answer to a partner that has one, or had', async () => {
    await makeSetup(ctx())
    expect(await ask()).toMatchObject({ leadType: { name: 'Boilers' }, won: 0 })
    await updateSetup(ctx(), 1, { active: false })
    expect(await ask()).toMatchObject({ leadType: { name: 'Boilers' }, won: 0 })
  })
})

describe('explainEligibility', () => {
  const all = { leadId: null, leadTypeId: null, partnerId: null, at: null, eligible: null, code: null, limit: 10 }
  const lead = 'lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000'

  it.each([
    ['partner', { partnerId: 9 }],
    ['lead type', { leadTypeId: 9 }],
    ['lead type', { leadTypeId: 9, at: 1 }],
    ['lead', { leadId: lead }],
    ['lead', { leadId: lead, at: 1 }],
  ])('promises to say that there is no such %s: %j', async (what, wanted) => {
    const report = explainEligibility(ctx(), { ...all, ...wanted, after: { partnerId: 0, leadTypeId: 0 } })
    expect(await refusal(report)).toMatchObject({ code: 'NOT_FOUND', detail: `There is no such ${what}.` })
  })
})
