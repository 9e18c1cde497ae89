import { beforeEach, describe, expect, it } from 'vitest'
import { dayMs, hourMs, toIso } from '../../../contract/time.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import { client } from '../../support/client.ts'
import { rows } from '../../support/config.ts'
import { testDb } from '../../support/ctx.ts'
import { setPreferences } from '../../support/preferences.ts'
import { seedAdminKey, seedKey } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

let admin: ReturnType<typeof client>

beforeEach(async () => {
  admin = client({ key: await seedAdminKey(), fetch: settledFetch() })
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1, referralMethod: 'appointment', scope: 3 }],
    partners: [1, 2, 3, 4].map((id) => ({ id })),
    setups: [1, 2, 3, 4].map((id) => ({ id, partnerId: id, leadTypeId: 1 })),
  })
})

const capture = async (): Promise<string> =>
  (await admin.post('/v1/leads', { leadTypeId: 'typ_1', fields: usualLead(1) })).body.id

const visit = (leadId: string, partner: number, hour = partner) =>
  admin.post(`/v1/leads/${leadId}/refer`, {
    partnerId: `ptn_${partner}`,
    appointment: { startsAt: toIso(Date.now() + dayMs + hour * hourMs), minutes: 45 },
  })

const giveBack = (leadId: string, partnerId: number) =>
  updateReferral(testDb(), {
    leadId,
    partnerId,
    version: 9,
    state: 'returned',
    deliveredAt: null,
    remoteId: null,
  }).run()

describe('a scope of three appointments (F21)', () => {
  it('promises three appointments with three partners, one for each call, and no fourth', async () => {
    const leadId = await capture()
    const answers = [await visit(leadId, 1), await visit(leadId, 2), await visit(leadId, 3), await visit(leadId, 4)]
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 409])
    expect(answers[3]!.body.code).toBe('SCOPE_REACHED')
    const starts = answers.slice(0, 3).map(({ body }) => body.appointment.startsAt)
    expect(new Set(starts).size).toBe(3)
  })

  it('promises that the same partner never gets a second one', async () => {
    const leadId = await capture()
    await visit(leadId, 1)
    const { body } = await visit(leadId, 1, 5)
    expect([body.code, body.errors[0].code]).toEqual(['NOT_ELIGIBLE', 'ALREADY_REFERRED'])
  })

  it('promises that a return frees its slot, and not the one who returned it (D18)', async () => {
    const leadId = await capture()
    for (const partner of [1, 2, 3]) await visit(leadId, partner)
    await giveBack(leadId, 2)
    const { body: again } = await visit(leadId, 2)
    expect([again.code, again.errors.map(({ code }: { code: string }) => code)]).toEqual([
      'NOT_ELIGIBLE',
      ['ALREADY_REFERRED'],
    ])
    expect((await visit(leadId, 4)).status).toBe(201)
    expect(await rows("SELECT partner_id FROM referrals WHERE state <> 'returned' ORDER BY partner_id")).toEqual(
      [1, 3, 4].map((partner_id) => ({ partner_id })),
    )
    expect((await visit(leadId, 2)).body.code).toBe('SCOPE_REACHED')
  })
})

describe('sub leads', () => {
  const numbers = async (leadId: string) =>
    (await admin.get(`/v1/leads/${leadId}`)).body.referrals.map(({ subLead }: { subLead: number | null }) => subLead)

  it('promises a number to each referral after the first', async () => {
    const leadId = await capture()
    const answers = [await visit(leadId, 3), await visit(leadId, 1), await visit(leadId, 2)]
    expect(answers.map(({ body }) => body.subLead)).toEqual([null, 2, 3])
    expect(await numbers(leadId)).toEqual([null, 2, 3])
    const { body: referral } = await admin.get(`/v1/referrals/${answers[1]!.body.id}`)
    expect(referral.subLead).toBe(2)
    expect((await admin.get('/v1/partners/ptn_2/referrals')).body.items).toMatchObject([{ subLead: 3 }])
  })

  it('promises one to the first as well when the preferences say so, for leads that are there already too', async () => {
    const leadId = await capture()
    await visit(leadId, 3)
    await testDb().batch(setPreferences(testDb(), { alwaysSubLead: true }))
    expect((await visit(leadId, 1)).body.subLead).toBe(2)
    expect(await numbers(leadId)).toEqual([1, 2])
  })

  it('promises that a return keeps its number, so that none is given twice', async () => {
    const leadId = await capture()
    for (const partner of [1, 2]) await visit(leadId, partner)
    await giveBack(leadId, 1)
    expect((await visit(leadId, 3)).body.subLead).toBe(3)
  })

  it('promises that a partner is not told how many had the lead before it', async () => {
    const leadId = await capture()
    await visit(leadId, 1)
    const { body: second } = await visit(leadId, 2)
    const partner = client({ key: (await seedKey({ kind: 'partner', partnerId: 2 })).key, fetch: settledFetch() })
    expect((await partner.get(`/v1/referrals/${second.id}`)).body).toMatchObject({ subLead: null, appointment: {} })
    expect((await partner.get('/v1/partners/ptn_2/referrals')).body.items).toMatchObject([{ subLead: null }])
  })
})
