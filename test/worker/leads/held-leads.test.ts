import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { setOnline } from '../../../worker/operations/partners/set-online.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'
import { meteredDb } from '../../support/metered-db.ts'
import { buildWorld, usualLead, type World } from '../../support/world.ts'

const noon = Date.UTC(2026, 5, 15, 12)

const run = (sql: string, ...params: unknown[]) =>
  testDb()
    .prepare(sql)
    .bind(...params)
    .run()

async function capture(n = 1, { now = noon, db = testDb() } = {}): Promise<string> {
  const fields = usualLead(n)
  const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields } as const
  return (await captureLead(testCtx({ now, db }), lead)).id
}

const sweep = (now: number, db = testDb()) => runDue(() => testCtx({ now, db }))

const locations = async () =>
  (
    await testDb().prepare('SELECT location, unreferred_at FROM leads ORDER BY id').all<{ location: string }>()
  ).results.map(({ location }) => location)
const look = () => testDb().prepare('SELECT due FROM looks').first<number>('due')
const eventsOf = async (id: string) =>
  (
    await testDb().prepare('SELECT event FROM history WHERE id = ? ORDER BY version').bind(id).all<{ event: string }>()
  ).results.map(({ event }) => event)

/** One partner that buys all leads of the only type; what is given keeps it from them. */
const oneBuyer = (partner: NonNullable<World['partners']>[number], type: { holdHours?: number } = {}) =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, ...type }],
    partners: [partner],
    setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
  })

describe('a lead that nobody takes', () => {
  it('promises that it goes to a partner that comes back, within the next minute', async () => {
    await oneBuyer({ id: 1, online: false })
    await capture()
    await sweep(noon + 2 * minuteMs)
    expect(await locations()).toEqual(['held'])
    await setOnline(testCtx({ now: noon + hourMs }), 1, { event: 'resumed', columns: { online: true } })
    expect(await look()).toBe(0)
    await sweep(noon + hourMs + minuteMs)
    expect(await locations()).toEqual(['routed'])
  })

  it.each([
    [
      'a payment',
      `INSERT INTO transfers VALUES (1, 1, 'pay:1', 'world', 'available', 5000, 'GBP', 'payment', ${noon}, NULL, 5000, 0)`,
    ],
    ['a raised credit limit', 'UPDATE partners SET credit_limit = 9000, version = version + 1'],
    ['a lower price', 'UPDATE lead_types SET default_price = 0, version = version + 1'],
  ])('promises that %s lets it go', async (_, sql) => {
    await oneBuyer({ id: 1, balance: 0 })
    await capture()
    await sweep(noon + 2 * minuteMs)
    await run(sql)
    await sweep(noon + 3 * minuteMs)
    expect(await locations()).toEqual(['routed'])
  })

  it('promises that it is looked at when the day of a cap turns, and not before', async () => {
    await oneBuyer({ id: 1, dailyLimit: 1 })
    await capture(1)
    await capture(2)
    const midnight = Date.UTC(2026, 5, 15, 23)
    await sweep(noon + 2 * minuteMs)
    expect(await look()).toBe(midnight)
    await sweep(midnight - minuteMs)
    expect(await locations()).toEqual(['routed', 'held'])
    await sweep(midnight)
    expect(await locations()).toEqual(['routed', 'routed'])
  })

  it('promises that a partner whose place comes to fit takes it', async () => {
    await buildWorld(testDb(), { partners: [{ id: 1 }] })
    await capture()
    await sweep(noon + 2 * minuteMs)
    await buildWorld(testDb(), { leadTypes: [], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] })
    await sweep(noon + 3 * minuteMs)
    expect(await locations()).toEqual(['routed'])
  })

  it('promises that a partner which wakes between the read and the commit takes it all the same', async () => {
    await oneBuyer({ id: 1, online: false })
    const resume = () => run('UPDATE partners SET online = 1, version = version + 1')
    await capture(1, { db: meanwhile(testDb(), 2, resume) })
    expect(await locations()).toEqual(['held'])
    await sweep(noon + minuteMs)
    expect(await locations()).toEqual(['routed'])
  })

  it('promises the older of two to whoever can take one', async () => {
    await oneBuyer({ id: 1, online: false, dailyLimit: 1 })
    await capture(1)
    await capture(2, { now: noon + 1000 })
    await run('UPDATE partners SET online = 1, version = version + 1')
    await sweep(noon + 2 * minuteMs)
    expect(await locations()).toEqual(['routed', 'held'])
  })

  it('promises all of many to whoever can take them, in one sweep', async () => {
    await oneBuyer({ id: 1, online: false, balance: 1_000_000 })
    for (let n = 0; n < 60; n++) await capture(n, { now: noon + n })
    await run('UPDATE partners SET online = 1, version = version + 1')
    await sweep(noon + 2 * minuteMs)
    expect(new Set(await locations())).toEqual(new Set(['routed']))
  })
})

describe('a lead whose type is referred by hand by now', () => {
  it('promises it to a person, and to no partner by itself (F16)', async () => {
    await oneBuyer({ id: 1, online: false })
    const id = await capture()
    await run("UPDATE lead_types SET referral_method = 'manual', version = version + 1")
    await run('UPDATE partners SET online = 1, version = version + 1')
    await sweep(noon + 2 * minuteMs)
    expect(await locations()).toEqual(['pending'])
    expect(await eventsOf(id)).toEqual(['lead.captured', 'lead.waiting'])
  })
})

describe('a lead that is still held', () => {
  it('promises no line in its history for a look that changed nothing', async () => {
    await oneBuyer({ id: 1, online: false })
    const id = await capture()
    await sweep(noon + 2 * minuteMs)
    await run("UPDATE partners SET name = 'Other', version = version + 1")
    await sweep(noon + 3 * minuteMs)
    expect(await eventsOf(id)).toEqual(['lead.captured'])
  })

  it('promises that a look at hundreds whom nobody is ready for asks the database a handful of things', async () => {
    await oneBuyer({ id: 1, online: false })
    for (let n = 0; n < 250; n++) await capture(n, { now: noon + n })
    await sweep(noon + 2 * minuteMs)
    await run('UPDATE looks SET due = 0')
    await run(`UPDATE turns SET due = ${noon + 5 * hourMs}`)
    const { db, meter } = meteredDb(testDb())
    await sweep(noon + hourMs + minuteMs, db)
    expect(meter.roundTrips).toBeLessThan(15)
    expect(await look()).toBe(noon + 5 * hourMs)
  })

  it('promises no look, and nothing read of it, while nothing changes', async () => {
    await oneBuyer({ id: 1, online: false })
    await capture()
    await sweep(noon + 2 * minuteMs)
    const { db, meter } = meteredDb(testDb())
    await sweep(noon + hourMs + minuteMs, db)
    expect(meter.rowsWritten).toBe(0)
  })
})

describe('a lead whose time is up', () => {
  it('promises a person a look at it, marked as unreferred, and a notice to the broker', async () => {
    await oneBuyer({ id: 1, online: false }, { holdHours: 48 })
    const id = await capture()
    await sweep(noon + 2 * dayMs - minuteMs)
    expect(await locations()).toEqual(['held'])
    await sweep(noon + 2 * dayMs)
    expect(await locations()).toEqual(['pending'])
    expect(await testDb().prepare('SELECT unreferred_at FROM leads').first('unreferred_at')).toBe(noon + 2 * dayMs)
    expect(await eventsOf(id)).toEqual(['lead.captured', 'lead.unreferred'])
    await sweep(noon + 2 * dayMs + 2 * minuteMs)
    const mail = await testDb().prepare('SELECT recipients, subject, body FROM mailbox').first()
    expect(mail).toMatchObject({ recipients: '["broker@example.com"]', subject: 'Nobody took a lead: Type 1' })
    expect(mail!.body).toContain(id)
  })

  it('promises that a type which holds nothing leaves it to a person at once', async () => {
    await oneBuyer({ id: 1, online: false }, { holdHours: 0 })
    const id = await capture()
    expect(await locations()).toEqual(['pending'])
    expect(await eventsOf(id)).toEqual(['lead.captured'])
    expect(await testDb().prepare('SELECT count(*) AS n FROM looks').first('n')).toBe(0)
    await sweep(noon + 2 * minuteMs)
    expect(await testDb().prepare('SELECT count(*) AS n FROM mailbox').first('n')).toBe(1)
  })
})
