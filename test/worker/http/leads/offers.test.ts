import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../../support/client.ts'
import { testDb } from '../../../support/ctx.ts'
import { seedKey } from '../../../support/seed-access.ts'
import { settledFetch } from '../../../support/settled-fetch.ts'
import { buildWorld, usualLead } from '../../../support/world.ts'

let admin: ReturnType<typeof client>
let buyer: ReturnType<typeof client>
let other: ReturnType<typeof client>

beforeEach(async () => {
  await buildWorld(testDb(), {
    partners: [{ id: 1 }, { id: 2 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, priority: 1, acceptMinutes: 30 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  })
  const as = async (key: Parameters<typeof seedKey>[0]) =>
    client({ key: (await seedKey(key)).key, fetch: settledFetch() })
  admin = await as({ kind: 'admin' })
  buyer = await as({ kind: 'partner', partnerId: 1 })
  other = await as({ kind: 'partner', partnerId: 2 })
})

/** A lead that is offered to partner 1; gives the referral's id. */
async function offered(n: number): Promise<string> {
  await admin.post('/v1/leads', { leadTypeId: 'typ_1', fields: usualLead(n) })
  const { body } = await buyer.get('/v1/partners/ptn_1/offers')
  return body.items.at(-1).id
}

describe('offers through the API', () => {
  it('promises a partner its offers, its yes, and its lead', async () => {
    const id = await offered(1)
    const accepted = await buyer.post(`/v1/referrals/${id}/accept`, undefined)
    expect([accepted.status, accepted.body.state, accepted.body.acceptBy]).toEqual([200, 'accepted', null])
    expect((await buyer.get(`/v1/referrals/${id}`)).body.state).toBe('delivered')
    const again = await buyer.post(`/v1/referrals/${id}/accept`, undefined)
    expect([again.status, again.body.code]).toEqual([409, 'NOT_OFFERED'])
  })

  it('promises its no, for a reason', async () => {
    const id = await offered(1)
    expect((await buyer.post(`/v1/referrals/${id}/decline`, {})).body.code).toBe('INVALID_BODY')
    expect((await buyer.post(`/v1/referrals/${id}/decline`, { reason: 'Too far' })).body.state).toBe('rejected')
    expect((await other.get('/v1/partners/ptn_2/referrals')).body.items).toMatchObject([{ state: 'delivered' }])
  })

  it('promises that somebody else’s offers are as good as missing', async () => {
    const id = await offered(1)
    for (const answer of [
      await other.get('/v1/partners/ptn_1/offers'),
      await other.post(`/v1/referrals/${id}/accept`, undefined),
      await other.post(`/v1/referrals/${id}/decline`, { reason: 'Not mine' }),
      await other.get(`/v1/referrals/${id}`),
      await other.get(`/v1/referrals/${id}/deliveries`),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND'])
  })

  it('promises pages, the one that ends first first', async () => {
    for (const n of [1, 2, 3]) await offered(n)
    const first = (await buyer.get('/v1/partners/ptn_1/offers?limit=2')).body
    const rest = (await buyer.get(`/v1/partners/ptn_1/offers?limit=2&cursor=${first.nextCursor}`)).body
    const all = [...first.items, ...rest.items]
    expect(rest.nextCursor).toBeNull()
    expect(new Set(all.map(({ id }) => id)).size).toBe(3)
    const times = all.map(({ acceptBy }) => acceptBy)
    expect(times).toEqual(times.toSorted())
    expect((await buyer.get('/v1/partners/ptn_1/offers?cursor=x')).body.code).toBe('INVALID_QUERY')
  })
})

describe('the delivery log through the API', () => {
  it('promises the log as JSON and as CSV, and to a partner its own', async () => {
    const id = await offered(1)
    await buyer.post(`/v1/referrals/${id}/accept`, undefined)
    const { body } = await admin.get('/v1/deliveries?outcome=accepted&partner=ptn_1&since=2020-01-01T00:00:00Z')
    expect(body.items).toMatchObject([{ referral: id, via: 'email', outcome: 'accepted', statedPrice: null }])
    expect((await buyer.get('/v1/deliveries')).body.items).toHaveLength(1)
    expect((await other.get('/v1/deliveries')).body.items).toEqual([])
    expect((await other.get('/v1/deliveries?partner=ptn_1')).body.code).toBe('NOT_FOUND')
    const csv = await admin.get('/v1/deliveries?format=csv')
    expect(String(csv.body).split('\r\n')[0]).toContain('At,Referral,Lead,Partner')
  })

  it.each(['x', 'late~ref_1~2', '1~lead_x~1~1'])(
    'promises to refuse a cursor that it never gave: %s',
    async (cursor) => {
      expect((await admin.get(`/v1/deliveries?cursor=${cursor}`)).body.code).toBe('INVALID_QUERY')
    },
  )

  it('promises a range again: dry first, then for good', async () => {
    const id = await offered(1)
    await buyer.post(`/v1/referrals/${id}/accept`, undefined)
    const range = { partnerId: 'ptn_1', since: '2020-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' }
    const dry = await admin.post('/v1/deliveries/redeliver?dryRun=true', range)
    expect(dry.body).toMatchObject({ body: { queued: 1 } })
    const done = await admin.post('/v1/deliveries/redeliver', range)
    expect([done.status, done.body.items]).toEqual([202, [expect.objectContaining({ referral: id, result: 'queued' })]])
    expect((await buyer.post('/v1/deliveries/redeliver', range)).status).toBe(403)
    const backwards = { ...range, since: range.until, until: range.since }
    expect((await admin.post('/v1/deliveries/redeliver', backwards)).body.errors).toMatchObject([{ pointer: '/until' }])
  })
})
