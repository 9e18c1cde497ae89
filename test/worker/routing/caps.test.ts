import { describe, expect, it } from 'vitest'
import { hourMs } from '../../../contract/time.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead, type WorldPartner, type WorldSetup } from '../../support/world.ts'

const noon = Date.UTC(2026, 5, 15, 11)

/** One partner, for two lead types. */
const build = (partner: Partial<WorldPartner> = {}, setup: Partial<WorldSetup> = {}, preferences = {}) =>
  buildWorld(testDb(), {
    preferences,
    leadTypes: [{ id: 1 }, { id: 2 }],
    partners: [{ id: 1, ...partner }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, ...setup },
      { id: 2, partnerId: 1, leadTypeId: 2 },
    ],
  })

const restored = { returnsRestoreCap: true }

let person = 0

async function capture(now: number, leadTypeId = 1): Promise<string> {
  person += 1
  const lead = { leadTypeId, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(person) } as const
  return (await captureLead(testCtx({ now }), lead)).id
}

/** How many of so many leads it takes. */
async function taken(now: number, count: number, leadTypeId = 1): Promise<number> {
  let routed = 0
  for (let i = 0; i < count; i++) {
    const { location } = await readLead(testCtx(), await capture(now, leadTypeId))
    routed += Number(location === 'routed')
  }
  return routed
}

const move = (leadId: string, state: string) =>
  testDb().prepare('UPDATE referrals SET version = version + 1, state = ? WHERE lead_id = ?').bind(state, leadId).run()

const counted = async () => {
  const row = await testDb()
    .prepare('SELECT today, types_today, this_month, types_this_month FROM partner_counts WHERE partner_id = 1')
    .first<{ today: number; types_today: string; this_month: number; types_this_month: string }>()
  const ofType = (text: string) => (JSON.parse(text) as Record<string, number>).t1
  return [row!.today, ofType(row!.types_today), row!.this_month, ofType(row!.types_this_month)]
}

describe('the limits of a partner (F33)', () => {
  it.each([
    ['a day', { dailyLimit: 2 }, {}],
    ['a month', { monthlyLimit: 2 }, {}],
    ['a day of one lead type', {}, { dailyLimit: 2 }],
    ['a month of one lead type', {}, { monthlyLimit: 2 }],
    ['whichever is reached first', { dailyLimit: 2, monthlyLimit: 3 }, { dailyLimit: 4, monthlyLimit: 5 }],
    ['both must pass', { dailyLimit: 5 }, { dailyLimit: 2 }],
  ])('promise that nothing goes beyond them: %s', async (_, partner, setup) => {
    await build(partner, setup)
    expect(await taken(noon, 4)).toBe(2)
  })

  it('promise that zero is no limit', async () => {
    await build({ dailyLimit: 0, monthlyLimit: 0 }, { dailyLimit: 0, monthlyLimit: 0 })
    expect(await taken(noon, 5)).toBe(5)
  })

  it('promise that the limit of one lead type leaves room for another, under the partner’s own', async () => {
    await build({ dailyLimit: 3 }, { dailyLimit: 1 })
    expect([await taken(noon, 2, 1), await taken(noon, 4, 2)]).toEqual([1, 2])
  })

  it('promise a new day at the midnight of the partner’s own zone', async () => {
    await build({ dailyLimit: 1, zone: 'America/New_York' })
    const midnight = Date.UTC(2026, 5, 16, 4)
    expect(await taken(midnight - hourMs, 2)).toBe(1)
    expect(await taken(midnight - 1, 1)).toBe(0)
    expect(await taken(midnight, 2)).toBe(1)
  })

  it('promise one lead a day on the day of 25 hours too', async () => {
    await build({ dailyLimit: 1 })
    const starts = Date.UTC(2026, 9, 24, 23)
    const hours = Array.from({ length: 26 }, (_, hour) => starts + hour * hourMs)
    const at: number[] = []
    for (const now of hours) if ((await taken(now, 1)) === 1) at.push((now - starts) / hourMs)
    expect(at).toEqual([0, 25])
  })
})

describe('a lead that comes back', () => {
  it.each(['rejected', 'duplicate', 'failed'])('promises its room again when it was %s (D18)', async (state) => {
    await build({ dailyLimit: 1 })
    const first = await capture(noon)
    await move(first, state)
    expect(await counted()).toEqual([0, 0, 0, 0])
    expect(await taken(noon + 1, 2)).toBe(1)
  })

  it('promises no room again when it is returned (F33)', async () => {
    await build({ dailyLimit: 1 })
    const first = await capture(noon)
    await move(first, 'returned')
    expect(await counted()).toEqual([1, 1, 1, 1])
    expect(await taken(noon + 1, 1)).toBe(0)
  })

  it('promises it where the broker prefers so, and wakes who was full', async () => {
    await build({ dailyLimit: 1, monthlyLimit: 5 }, {}, restored)
    const first = await capture(noon)
    expect(await taken(noon + 1, 1)).toBe(0)
    await move(first, 'returned')
    expect(await counted()).toEqual([0, 0, 0, 0])
    expect(await taken(noon + 2, 2)).toBe(1)
  })

  it('promises it to the day on which it went out, and to no other', async () => {
    await build({ dailyLimit: 1, monthlyLimit: 5 }, {}, restored)
    const monday = await capture(noon)
    const tuesday = noon + 24 * hourMs
    expect(await taken(tuesday, 1)).toBe(1)
    await move(monday, 'returned')
    expect(await counted()).toEqual([1, 1, 1, 1])
    expect(await taken(tuesday + 1, 1)).toBe(0)
  })

  it('promises no room again when it is called back (D18)', async () => {
    await build({ dailyLimit: 1 }, {}, restored)
    await move(await capture(noon), 'unreferred')
    expect(await counted()).toEqual([1, 1, 1, 1])
  })
})
