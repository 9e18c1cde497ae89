import { describe, expect, it } from 'vitest'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { routeLead } from '../../../worker/operations/leads/route-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meteredDb } from '../../support/metered-db.ts'
import { buildWorld, usualFields, usualLead } from '../../support/world.ts'

const rooms = { name: 'rooms', kind: 'number', label: 'Rooms', required: false }

/** So many partners stand in the queue before the one that wants this lead. */
async function crowd(unwilling: number): Promise<void> {
  const ids = Array.from({ length: unwilling + 1 }, (_, i) => i + 1)
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1, fields: [...usualFields, rooms] }],
    partners: ids.map((id) => ({ id })),
    setups: ids.map((id) => ({
      id,
      partnerId: id,
      leadTypeId: 1,
      priority: id > unwilling ? -1 : 0,
      filters: id > unwilling ? [] : [{ field: 'rooms', op: 'atLeast' as const, value: 9 }],
    })),
  })
}

async function capture(db = testDb()) {
  const ctx = testCtx({ db })
  const fields = { ...usualLead(1), rooms: 3 }
  const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields } as const
  const receipt = await captureLead(ctx, lead)
  return { ctx, receipt }
}

const referredTo = () => testDb().prepare('SELECT partner_id FROM referrals').first('partner_id')

describe('a lead that many do not want', () => {
  it('promises it at once to the one behind sixty that does', async () => {
    await crowd(60)
    expect((await capture()).receipt).toMatchObject({ location: 'routed', referrals: 1 })
    expect(await referredTo()).toBe(61)
  })

  it('promises that the search behind a page of hundreds goes on from where it stopped, and finds the last', async () => {
    await crowd(1300)
    const { ctx, receipt } = await capture()
    expect(receipt).toMatchObject({ location: 'held', referrals: 0 })
    expect(ctx.started).toMatchObject([{ kind: 'route-lead', data: { after: expect.anything() } }])
    await ctx.runStarted()
    expect(await referredTo()).toBe(1301)
  })

  it('promises that a search which goes on reads no candidate twice', async () => {
    await crowd(700)
    const { db, meter } = meteredDb(testDb())
    const { ctx } = await capture(db)
    const first = meter.rowsRead
    meter.reset()
    await ctx.runStarted()
    expect(await referredTo()).toBe(701)
    expect(meter.rowsRead).toBeLessThan(first / 2)
  })

  it('promises nobody a lead that all of them step over, and holds it with all who were read', async () => {
    await crowd(700)
    await testDb().prepare('UPDATE setups SET active = 0, version = version + 1 WHERE id = 701').run()
    const { ctx } = await capture()
    await ctx.runStarted()
    const { location } = (await testDb().prepare('SELECT location FROM leads').first<{ location: string }>())!
    expect(location).toBe('held')
    expect(await testDb().prepare('SELECT count(*) AS n FROM looks').first('n')).toBe(1)
  })
})

describe('a search that a person began', () => {
  it('promises that it goes on behind a page of hundreds, though leads of the type do not go by themselves (F16)', async () => {
    await crowd(700)
    await testDb().prepare("UPDATE lead_types SET referral_method = 'manual', version = version + 1").run()
    const { ctx, receipt } = await capture()
    expect(receipt.location).toBe('pending')
    await routeLead(ctx, { leadId: receipt.id })
    expect(ctx.started).toMatchObject([{ kind: 'route-lead', data: { asked: true } }])
    await ctx.runStarted()
    expect(await referredTo()).toBe(701)
  })

  it('promises that it ends with a person where the type has come to need an appointment', async () => {
    await crowd(700)
    await testDb().prepare("UPDATE lead_types SET referral_method = 'manual', version = version + 1").run()
    const { ctx, receipt } = await capture()
    await routeLead(ctx, { leadId: receipt.id })
    await testDb().prepare("UPDATE lead_types SET referral_method = 'appointment', version = version + 1").run()
    await ctx.runStarted()
    expect(await testDb().prepare('SELECT location FROM leads').first('location')).toBe('pending')
    expect(await testDb().prepare('SELECT count(*) AS n FROM jobs').first('n')).toBe(0)
  })
})

describe('a lead that nobody may have', () => {
  it('promises that a person who did not agree costs the first page of a queue, and not all of it', async () => {
    const ids = Array.from({ length: 1000 }, (_, i) => i + 1)
    await buildWorld(testDb(), {
      leadTypes: [{ id: 1, fields: [...usualFields, rooms], requireConsent: true }],
      partners: ids.map((id) => ({ id })),
      setups: ids.map((id) => ({ id, partnerId: id, leadTypeId: 1 })),
    })
    const { db, meter } = meteredDb(testDb())
    const { ctx, receipt } = await capture(db)
    expect(receipt).toMatchObject({ location: 'held', referrals: 0 })
    expect(ctx.started).toEqual([])
    expect(meter.rowsRead).toBeLessThan(100)
  })
})
