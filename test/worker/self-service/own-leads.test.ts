import { beforeEach, describe, expect, it } from 'vitest'
import { referralId } from '../../../contract/id.ts'
import type { ReferralState } from '../../../contract/referral.ts'
import { referralStates } from '../../../contract/referral.ts'
import { ownLeadsSql } from '../../../db/store/own-leads.ts'
import { client } from '../../support/client.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { seedKey } from '../../support/seed-access.ts'
import { takeLead } from '../../support/take-lead.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 11)

let me: ReturnType<typeof client>

beforeEach(async () => {
  await buildWorld(testDb(), {
    leadTypes: [
      { id: 1, name: 'Boilers' },
      { id: 2, name: 'Windows' },
    ],
    partners: [{ id: 1 }, { id: 2 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, priority: 1 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
      { id: 3, partnerId: 1, leadTypeId: 2, acceptMinutes: 30 },
    ],
  })
  me = client({ key: (await seedKey({ kind: 'partner', partnerId: 1 })).key })
})

const lead = (n: number, { leadTypeId = 1 } = {}): Promise<string> =>
  takeLead({ leadTypeId, fields: { ...usualLead(n), details: '=1+1' } }, testCtx({ now: start + n * 60_000 }))

const becomes = (leadId: string, state: ReferralState) =>
  testDb().prepare('UPDATE referrals SET version = version + 1, state = ? WHERE lead_id = ?').bind(state, leadId).run()

const references = async (query: string) =>
  (await me.get(`/v1/me/leads${query}`)).body.items.map(({ leadId }: { leadId: string }) => leadId)

describe('own leads promise', () => {
  it('a lead with all that the person answered, and nothing of the house', async () => {
    const leadId = await lead(1)
    const ref = referralId(leadId, 1)
    const { body } = await me.get(`/v1/me/leads/${ref}`)
    expect(body).toMatchObject({
      id: ref,
      leadId,
      leadType: { id: 'typ_1', name: 'Boilers' },
      state: 'delivered',
      progress: 'accepted',
      price: { amount: 1000, currency: 'GBP' },
      places: ['NW', 'NW1'],
      return: null,
    })
    expect(body.answers).toContainEqual({ name: 'firstName', label: 'First name', value: 'Ada', text: 'Ada' })
    expect((await me.get('/v1/me/leads')).body).toEqual({ items: [body], nextCursor: null })
    expect(Object.keys(body)).not.toContain('introducer')
  })

  it("that somebody else's lead is not there", async () => {
    const ref = referralId(await lead(1), 1)
    const rival = client({ key: (await seedKey({ kind: 'partner', partnerId: 2 })).key })
    expect((await rival.get(`/v1/me/leads/${ref}`)).status).toBe(404)
    expect((await rival.get('/v1/me/leads')).body.items).toEqual([])
  })

  it('an offer without who the person is', async () => {
    const leadId = await lead(1, { leadTypeId: 2 })
    const { body } = await me.get(`/v1/me/leads/${referralId(leadId, 1)}`)
    expect(body).toMatchObject({ state: 'referred', answers: null, places: ['NW', 'NW1'] })
    expect(body.acceptBy).not.toBeNull()
    expect(JSON.stringify(body)).not.toMatch(/Ada|Person1|7946|6XE/)
  })

  it.each(referralStates)('who the person is only while the lead is its own: %s', async (state) => {
    const leadId = await lead(1)
    await becomes(leadId, state)
    const { body } = await me.get(`/v1/me/leads/${referralId(leadId, 1)}`)
    expect([body.state, body.answers !== null]).toEqual([state, state === 'delivered' || state === 'accepted'])
    expect(JSON.stringify(body).includes('Ada')).toBe(body.answers !== null)
  })

  it('the newest first, page by page, each once', async () => {
    const ids = [await lead(1), await lead(2), await lead(3)].reverse()
    expect(await references('')).toEqual(ids)
    const first = (await me.get('/v1/me/leads?limit=2')).body
    expect(await references(`?limit=2&cursor=${first.nextCursor}`)).toEqual([ids[2]])
    expect((await me.get('/v1/me/leads?cursor=x')).body.code).toBe('INVALID_QUERY')
  })

  it('what was asked for: state, lead type, progress, and when it was referred', async () => {
    const [one, two, three] = [await lead(1), await lead(2), await lead(3, { leadTypeId: 2 })]
    await becomes(one, 'returned')
    expect(await references('?state=returned')).toEqual([one])
    expect(await references('?leadType=typ_2')).toEqual([three])
    expect(await references('?progress=accepted')).toEqual([two, one])
    const at = (n: number) => new Date(start + n * 60_000).toISOString()
    expect(await references(`?since=${at(2)}`)).toEqual([three, two])
    expect(await references(`?since=${at(1)}&until=${at(3)}&state=delivered`)).toEqual([two])
  })

  it('a file with a column for each answer, and no formula in it', async () => {
    const [one] = [await lead(1), await lead(2, { leadTypeId: 2 })]
    const { body, headers } = await me.get('/v1/me/leads?format=csv')
    expect(headers.get('Content-Type')).toContain('text/csv')
    const [head, offered, delivered] = (body as string).split('\r\n')
    expect(head).toMatch(/^Reference,Lead,Lead type,State,.*,Return,firstName,lastName,email,phone,postcode,details$/)
    expect(offered).not.toContain('Ada')
    expect(delivered).toContain(`${one},Boilers,delivered`)
    expect(delivered).toContain("Ada,Person1,person1@example.com,020 7946 0001,NW1 6XE,'=1+1")
  })

  it('a page whose cost is that of the page, along an index', async () => {
    const { results } = await testDb()
      .prepare(`EXPLAIN QUERY PLAN ${ownLeadsSql}`)
      .bind(1, 1, '', 0, 1000, null, null, null, 51)
      .all<{ detail: string }>()
    const plan = results.map(({ detail }) => detail)
    expect(plan).toContain(
      'SEARCH referrals USING INDEX referrals_partner (partner_id=? AND referred_at>? AND (referred_at,lead_id)<(?,?))',
    )
    expect(plan.filter((line) => /TEMP B-TREE|SCAN (referrals|l|t|g)\b/.test(line))).toEqual([])
  })
})
