import { beforeEach, describe, expect, it } from 'vitest'
import { type EligibilityCode, eligibilityCodes } from '../../../contract/eligibility.ts'
import { isOverridable } from '../../../worker/domain/eligibility/overridable.ts'
import { client } from '../../support/client.ts'
import { historyOf, rows } from '../../support/config.ts'
import { testDb } from '../../support/ctx.ts'
import { seedAdminKey } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

let admin: ReturnType<typeof client>

beforeEach(async () => {
  admin = client({ key: await seedAdminKey(), fetch: settledFetch() })
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1, referralMethod: 'manual', scope: 9 }],
    partners: [
      { id: 1, introduces: true },
      { id: 2, name: 'No setup' },
      { id: 3, name: 'Old setup' },
      { id: 4, name: 'No places' },
      { id: 5, name: 'Elsewhere' },
      {
        id: 6,
        name: 'Asleep',
        schedule: [{ days: [1], from: '09:00', to: '09:01' }],
        openFrom: 4e12,
        openUntil: 4e12 + 1,
      },
      { id: 7, name: 'Broke', balance: 0 },
      { id: 8, name: 'Full', dailyLimit: 1 },
      { id: 9, name: 'Choosy' },
    ],
    setups: [
      { id: 11, partnerId: 1, leadTypeId: 1 },
      { id: 13, partnerId: 3, leadTypeId: 1, active: false, price: 4000 },
      { id: 14, partnerId: 4, leadTypeId: 1, places: [] },
      { id: 15, partnerId: 5, leadTypeId: 1, places: ['M1'] },
      { id: 16, partnerId: 6, leadTypeId: 1 },
      { id: 17, partnerId: 7, leadTypeId: 1 },
      { id: 18, partnerId: 8, leadTypeId: 1 },
      {
        id: 19,
        partnerId: 9,
        leadTypeId: 1,
        filters: [{ field: 'details', op: 'contains', value: 'conservatory' }],
      },
    ],
  })
})

const capture = async (more: Record<string, unknown> = {}): Promise<string> =>
  (await admin.post('/v1/leads', { leadTypeId: 'typ_1', fields: { ...usualLead(1), details: 'A door' }, ...more })).body
    .id

const refer = (leadId: string, partner: number, override: readonly string[], reason = 'The owner rang and asked.') =>
  admin.post(`/v1/leads/${leadId}/refer`, { partnerId: `ptn_${partner}`, override, reason })

describe('overriding', () => {
  it.each([
    ['its own introduction', 1, ['OWN_INTRODUCTION'], { introducerId: 'ptn_1' }],
    ['a setup that was never made', 2, ['TYPE_NOT_SELECTED'], {}],
    ['a setup that is switched off', 3, ['TYPE_NOT_SELECTED'], {}],
    ['a setup without places', 4, ['NO_LOCATIONS_SET'], {}],
    ['an area that is not covered', 5, ['LOCATION_NO_MATCH'], {}],
    ['closing hours', 6, ['OUTSIDE_SCHEDULE'], {}],
    ['a filter', 9, ['FILTER'], {}],
  ] as const)('promises a referral in spite of %s, marked as such', async (_what, partner, override, more) => {
    const leadId = await capture(more)
    const { status, body: refused } = await refer(leadId, partner, [])
    expect([status, refused.errors.map(({ code }: { code: string }) => code)]).toEqual([409, [...override]])
    const { status: done, body } = await refer(leadId, partner, override)
    expect([done, body.partner.id]).toEqual([201, `ptn_${partner}`])
    const referred = (await historyOf(leadId)).at(-1)!
    expect(referred).toMatchObject({
      event: 'lead.referred',
      data: { reason: 'The owner rang and asked.', overridden: [{ code: override[0] }] },
    })
    const { overridden } = referred.data as { overridden: { values: Record<string, unknown> }[] }
    expect(Object.keys(overridden[0]!.values).length).toBeGreaterThan(0)
    const { body: lead } = await admin.get(`/v1/leads/${leadId}`)
    expect(lead.timeline.at(-1).data).toBeDefined()
  })

  it('promises that a code which does not stand in the way is not put on record', async () => {
    const leadId = await capture()
    await refer(leadId, 5, ['LOCATION_NO_MATCH', 'FILTER'])
    expect((await historyOf(leadId)).find(({ event }) => event === 'lead.referred')!.data).toMatchObject({
      overridden: [{ code: 'LOCATION_NO_MATCH' }],
    })
  })

  it('promises that one of two is not enough', async () => {
    await testDb().prepare('UPDATE partners SET online = 0, version = version + 1 WHERE id = 5').run()
    const { status, body } = await refer(await capture(), 5, ['LOCATION_NO_MATCH'])
    expect([status, body.errors.map(({ code }: { code: string }) => code)]).toEqual([409, ['OFFLINE']])
  })
})

describe('a partner without an active setup', () => {
  it.each([
    [2, 'never had one'],
    [3, 'has an old one with a price of its own'],
  ])("promises that ptn_%i, which %s, pays the lead type's default price", async (partner) => {
    const { body } = await refer(await capture(), partner, ['TYPE_NOT_SELECTED'])
    expect(body.price).toEqual({ amount: 1000, currency: 'GBP' })
    expect(await rows("SELECT amount FROM transfers WHERE kind = 'hold'")).toEqual([{ amount: 1000 }])
  })

  it('promises an inactive setup without places, whose history says why', async () => {
    const leadId = await capture()
    await refer(leadId, 2, ['TYPE_NOT_SELECTED'])
    const [setup] = await rows<{ id: number }>('SELECT id, active FROM setups WHERE partner_id = 2')
    expect(setup).toMatchObject({ id: 20, active: 0 })
    expect(await historyOf('set_20')).toMatchObject([
      { version: 1, event: 'created', data: { active: false, lead: leadId, reason: 'The owner rang and asked.' } },
    ])
    expect(await rows('SELECT * FROM turns WHERE setup_id = 20')).toEqual([])
    expect((await admin.get('/v1/setups/set_20')).body).toMatchObject({ active: false, places: [], price: null })
    const again = await refer(await capture({ fields: usualLead(2) }), 2, ['TYPE_NOT_SELECTED'])
    expect(again.status).toBe(201)
    expect(await rows('SELECT count(*) AS n FROM setups WHERE partner_id = 2')).toEqual([{ n: 1 }])
  })

  it('promises that its money is still asked for', async () => {
    await testDb().prepare('UPDATE partners SET credit_limit = 0, version = version + 1 WHERE id = 2').run()
    await testDb()
      .prepare(
        `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held)
         VALUES (2, 2, 'x', 'available', 'revenue', 999500, 'GBP', 'adjustment', 0, 500, 0)`,
      )
      .run()
    const { body } = await refer(await capture(), 2, ['TYPE_NOT_SELECTED'])
    expect(body.errors.map(({ code }: { code: string }) => code)).toEqual(['NO_CREDIT'])
    expect(await rows('SELECT * FROM setups WHERE partner_id = 2')).toEqual([])
  })

  it('promises that two made at once get a setup each', async () => {
    await buildMore()
    const leadId = await capture()
    const [one, other] = await Promise.all([
      refer(leadId, 2, ['TYPE_NOT_SELECTED']),
      refer(await capture({ fields: usualLead(5) }), 21, ['TYPE_NOT_SELECTED']),
    ])
    expect([one.status, other.status]).toEqual([201, 201])
    const made = await rows<{ partner_id: number }>('SELECT partner_id FROM setups WHERE id >= 20 ORDER BY partner_id')
    expect(made.map(({ partner_id }) => partner_id)).toEqual([2, 21])
  })
})

const buildMore = () => buildWorld(testDb(), { leadTypes: [], partners: [{ id: 21 }] })

describe('what is never overridden', () => {
  const never = eligibilityCodes.filter((code) => !isOverridable(code))

  it.each(never)('promises to refuse %s by name', async (code: EligibilityCode) => {
    const { status, body } = await refer(await capture(), 5, ['LOCATION_NO_MATCH', code])
    expect([status, body.code]).toEqual([422, 'INVALID_BODY'])
    expect(body.errors).toMatchObject([{ pointer: '/override/1', code: 'NOT_OVERRIDABLE' }])
  })

  it.each(['SCOPE_REACHED', 'LEAD_CLOSED', 'LEAD_TEST', 'APPOINTMENT_REQUIRED', 'EVERYTHING', ''])(
    'promises to refuse %j, which is no code of a partner',
    async (code) => {
      const { status, body } = await refer(await capture(), 5, [code])
      expect([status, body.errors[0].pointer]).toEqual([422, '/override/0'])
    },
  )

  it.each([
    ['no money', 7, 'NO_CREDIT'],
    ['a cap that is used up', 8, 'DAILY_LIMIT'],
  ] as const)('promises that %s stays in the way', async (_what, partner, code) => {
    if (partner === 8) expect((await refer(await capture({ fields: usualLead(8) }), 8, [])).status).toBe(201)
    const { status, body } = await refer(await capture(), partner, ['FILTER', 'OUTSIDE_SCHEDULE'])
    expect([status, body.errors.map((error: { code: string }) => error.code)]).toEqual([409, [code]])
  })
})

describe('who overrides, and why', () => {
  it.each(['', '  ', 'ok'])('promises to refuse the reason %j', async (reason) => {
    const { status, body } = await refer(await capture(), 5, ['LOCATION_NO_MATCH'], reason)
    expect([status, body.errors]).toMatchObject([422, [{ pointer: '/reason', code: 'REQUIRED' }]])
  })

  it('promises that a partner must be named, and that everything wrong is said at once', async () => {
    const leadId = await capture()
    const { body } = await admin.post(`/v1/leads/${leadId}/refer`, { override: ['NO_CREDIT'] })
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/override/0',
      '/reason',
      '/partnerId',
    ])
  })
})
