import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../support/client.ts'
import { testDb } from '../../support/ctx.ts'
import { seedAdminKey } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

let admin: ReturnType<typeof client>

beforeEach(async () => {
  admin = client({ key: await seedAdminKey(), fetch: settledFetch() })
  await buildWorld(testDb(), {
    leadTypes: [
      { id: 1, referralMethod: 'manual', scope: 2 },
      { id: 2, referralMethod: 'transfer' },
      { id: 3, referralMethod: 'appointment' },
    ],
    partners: [
      { id: 1, name: 'Paused', online: false },
      { id: 2, name: 'Ready', dailyLimit: 5, creditLimit: 500, balance: 2000 },
      { id: 3, name: 'Elsewhere' },
      { id: 4, name: 'Unlimited', creditUnlimited: true, balance: 0, transferNumber: '+442079460018' },
      { id: 5, name: 'Introducer', buys: false, introduces: true },
      { id: 6, name: 'Without a setup' },
    ],
    setups: [1, 2, 3, 4].flatMap((id) => [
      { id, partnerId: id, leadTypeId: 1, monthlyLimit: 9, ...(id === 3 && { places: ['M1'] }) },
      { id: 10 + id, partnerId: id, leadTypeId: 2 },
      { id: 20 + id, partnerId: id, leadTypeId: 3 },
    ]),
  })
})

const capture = async (type = 1): Promise<string> =>
  (await admin.post('/v1/leads', { leadTypeId: `typ_${type}`, fields: usualLead(1) })).body.id

const candidates = async (leadId: string, query = '') => admin.get(`/v1/leads/${leadId}/candidates${query}`)
type Line = { partner: { id: string }; eligible: boolean; failures: { code: string }[]; overridable: boolean }
const inShort = (items: Line[]) =>
  items.map(({ partner, eligible, failures }) => [partner.id, eligible, failures.map(({ code }) => code).join(' ')])

describe('the candidates of a lead (F66)', () => {
  it('promises the eligible partners first, then the others with all their reasons', async () => {
    const { status, body } = await candidates(await capture())
    expect(status).toBe(200)
    expect(inShort(body.items)).toEqual([
      ['ptn_2', true, ''],
      ['ptn_4', true, ''],
      ['ptn_1', false, 'OFFLINE'],
      ['ptn_3', false, 'LOCATION_NO_MATCH'],
      ['ptn_6', false, 'TYPE_NOT_SELECTED'],
    ])
    expect([body.nextCursor, body.leadFailures]).toEqual([null, []])
  })

  it('promises price, remaining credit, caps and number of each', async () => {
    const leadId = await capture()
    await admin.post(`/v1/leads/${leadId}/refer`, { partnerId: 'ptn_2' })
    const { body } = await candidates(await capture())
    expect(body.items[0]).toMatchObject({
      partner: { id: 'ptn_2', name: 'Ready' },
      setup: 'set_2',
      price: { amount: 1000, currency: 'GBP' },
      remainingCredit: { amount: 1500, currency: 'GBP' },
      caps: {
        today: { used: 1, limit: 5 },
        thisMonth: { used: 1, limit: 0 },
        typeToday: { used: 1, limit: 0 },
        typeThisMonth: { used: 1, limit: 9 },
      },
      transferNumber: null,
    })
    expect(body.items[1]).toMatchObject({ remainingCredit: null, transferNumber: '+442079460018' })
  })

  it('promises what may be overridden, and what to do about the rest', async () => {
    const { body } = await candidates(await capture())
    expect(body.items.map(({ partner, overridable }: Line) => [partner.id, overridable])).toEqual([
      ['ptn_2', false],
      ['ptn_4', false],
      ['ptn_1', false],
      ['ptn_3', true],
      ['ptn_6', true],
    ])
    expect(body.items[2].failures).toMatchObject([
      { code: 'OFFLINE', overridable: false, advice: expect.stringContaining('resumed') },
    ])
  })

  it('promises that whoever is listed as eligible can be referred to, and nobody else', async () => {
    const { body } = await candidates(await capture())
    for (const { partner, eligible } of body.items as Line[]) {
      const leadId = await capture()
      const { status } = await admin.post(`/v1/leads/${leadId}/refer?dryRun=true`, { partnerId: partner.id })
      expect(status === 200, partner.id).toBe(eligible)
    }
  })

  it.each([1, 2, 3, 4, 5])('promises pages of %i that give everybody once, in the same order', async (limit) => {
    const leadId = await capture()
    const { body: whole } = await candidates(leadId)
    const read: Line[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await candidates(leadId, `?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`)
      read.push(...body.items)
      expect(body.items.length).toBeLessThanOrEqual(limit)
      cursor = body.nextCursor
    }
    expect(read).toEqual(whole.items)
  })

  it('promises what the asked method needs: a number and nothing else for a call', async () => {
    const leadId = await capture()
    const { body } = await candidates(leadId, '?method=transfer')
    expect(inShort(body.items).filter(([, eligible]) => eligible)).toEqual([['ptn_4', true, '']])
    expect(inShort((await candidates(await capture(2))).body.items)[0]).toEqual(['ptn_4', true, ''])
  })

  it('promises the reasons of the lead itself, but asks nobody for an appointment yet', async () => {
    const leadId = await capture()
    for (const partner of ['ptn_2', 'ptn_4']) await admin.post(`/v1/leads/${leadId}/refer`, { partnerId: partner })
    const { body } = await candidates(leadId)
    expect(body.leadFailures).toMatchObject([{ code: 'SCOPE_REACHED', values: { scope: 2, liveReferrals: 2 } }])
    expect(body.items[0].failures).toBeDefined()
    expect((await candidates(await capture(3))).body.leadFailures).toEqual([])
  })

  it.each(['?cursor=x', '?cursor=7', '?cursor=eligible~', '?limit=0', '?method=immediate', '?colour=red'])(
    'promises 422 to %s',
    async (query) => {
      const { status, body } = await candidates(await capture(), query)
      expect([status, body.code]).toEqual([422, 'INVALID_QUERY'])
    },
  )

  it('promises 422 to a method that the lead type does not take, and 404 to a lead that is not there', async () => {
    const { body } = await candidates(await capture(3), '?method=manual')
    expect(body).toMatchObject({ code: 'INVALID_QUERY', errors: [{ pointer: 'method' }] })
    expect((await candidates('lead_0195e2f4-6a3c-7b21-8d4e-5f7000000000')).status).toBe(404)
  })

  it('promises to go on where very many were read, with short pages and everybody once', async () => {
    const many = Array.from({ length: 2300 }, (_, i) => i + 100)
    await buildWorld(testDb(), {
      leadTypes: [],
      partners: many.map((id) => ({ id, online: id === 2350, balance: 0, creditUnlimited: true })),
      setups: many.map((id) => ({ id, partnerId: id, leadTypeId: 1 })),
    })
    const leadId = await capture()
    const first = await candidates(leadId)
    expect(inShort(first.body.items).map(([id]) => id)).toEqual(['ptn_2', 'ptn_4'])
    const second = await candidates(leadId, `?cursor=${first.body.nextCursor}`)
    expect(inShort(second.body.items).slice(0, 2)).toEqual([
      ['ptn_2350', true, ''],
      ['ptn_1', false, 'OFFLINE'],
    ])
  })
})
