import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { dedupeSchema } from '../../../contract/dedupe.ts'
import { dayMs, hourMs, minuteMs } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { startLooks } from '../../../worker/operations/leads/look-again.ts'
import { routeLead } from '../../../worker/operations/leads/route-lead.ts'
import { setOnline } from '../../../worker/operations/partners/set-online.ts'
import { type TestCtx, testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'
import { meteredDb } from '../../support/metered-db.ts'
import { setPreferences } from '../../support/preferences.ts'
import { buildWorld, usualLead, type World } from '../../support/world.ts'

const noon = Date.UTC(2026, 5, 15, 12)

const run = (sql: string, ...params: unknown[]) =>
  testDb()
    .prepare(sql)
    .bind(...params)
    .run()

interface Captured {
  now?: number
  db?: D1Database
  leadTypeId?: number
  introducerId?: number | null
  postcode?: string
}

async function capture(
  n = 1,
  { now = noon, db = testDb(), leadTypeId = 1, introducerId = null, postcode }: Captured = {},
): Promise<string> {
  const fields = usualLead(n, postcode)
  const lead = { leadTypeId, introducerId, channel: 'json', pageUrl: null, fields } as const
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
      `INSERT INTO transfers VALUES (1, 1, 'pay:1', 'world', 'available', 5000, 'GBP', 'payment', ${noon}, NULL, 5000, 0, 0)`,
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

  it('promises all of many to whoever can take them, with no more deliveries at once than a sweep may have', async () => {
    await oneBuyer({ id: 1, online: false, balance: 1_000_000 })
    for (let n = 0; n < 60; n++) await capture(n, { now: noon + n })
    await run('UPDATE partners SET online = 1, version = version + 1')
    const ctxs: TestCtx[] = []
    // A delivery costs statements too: sixty leads and their deliveries are more than one invocation may ask for.
    for (const minute of [2, 3, 4])
      await runDue(() => {
        ctxs.push(testCtx({ now: noon + minute * minuteMs }))
        return ctxs.at(-1)!
      })
    expect(new Set(await locations())).toEqual(new Set(['routed']))
    expect(ctxs.flatMap(({ started }) => started)).toEqual([])
    const delivered = "SELECT count(*) AS n FROM referrals WHERE state = 'delivered'"
    expect(await testDb().prepare(delivered).first('n')).toBe(60)
  })

  it('promises one search at a time through very many, however often somebody wakes meanwhile', async () => {
    await oneBuyer({ id: 1 })
    const filters = JSON.stringify([{ field: 'details', op: 'present' }])
    await run('UPDATE setups SET filters = ?, version = version + 1', filters)
    for (let n = 0; n < 30; n++) await capture(n, { now: noon + n })
    for (let minute = 2; minute < 6; minute++) {
      await run('UPDATE partners SET name = ?, version = version + 1', `Partner of minute ${minute}`)
      await startLooks(testCtx({ now: noon + minute * minuteMs }))
      expect(await testDb().prepare("SELECT count(*) AS n FROM jobs WHERE kind = 'look-again'").first('n')).toBe(1)
    }
    await sweep(noon + 6 * minuteMs)
    await sweep(noon + 7 * minuteMs)
    expect(
      await testDb()
        .prepare('SELECT count(*) AS n FROM looks WHERE due <= ?')
        .bind(noon + hourMs)
        .first('n'),
    ).toBe(0)
  })
})

describe('a lead that waits for something other than a change of a partner', () => {
  it('promises that a preference which ends the cause lets it go', async () => {
    await oneBuyer({ id: 1, introduces: true })
    await capture(1, { introducerId: 1 })
    await sweep(noon + 2 * minuteMs)
    expect(await locations()).toEqual(['held'])
    await testDb().batch(setPreferences(testDb(), { allowOwnIntroduction: true }))
    await sweep(noon + 3 * minuteMs)
    expect(await locations()).toEqual(['routed'])
  })

  it('promises that a preference which has nothing to do with it wakes no turn', async () => {
    await buildWorld(testDb(), {
      leadTypes: [{ id: 1, requireFca: true }],
      partners: [{ id: 1 }],
      setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
    })
    await capture()
    const parked = () => testDb().prepare('SELECT count(*) AS n FROM turns WHERE due > 0').first('n')
    await testDb().batch(setPreferences(testDb(), { notifyEmails: ['ops@example.com'] }))
    expect(await parked()).toBe(1)
    await testDb().batch(setPreferences(testDb(), { blockUnverifiedFca: true }))
    expect(await parked()).toBe(0)
  })

  it('promises that another address of the same person, which somebody serves, lets it go', async () => {
    await buildWorld(testDb(), {
      leadTypes: [{ id: 1 }, { id: 2, referralMethod: 'manual' }],
      partners: [{ id: 1 }],
      setups: [{ id: 1, partnerId: 1, leadTypeId: 1, places: ['LS'] }],
      preferences: { dedupe: v.parse(dedupeSchema, { mode: 'all', action: 'link-and-copy' }) },
    })
    const id = await capture(1)
    await sweep(noon + 2 * minuteMs)
    await capture(1, { now: noon + 3 * minuteMs, leadTypeId: 2, postcode: 'LS1 4AP' })
    await sweep(noon + 4 * minuteMs)
    expect(await testDb().prepare('SELECT location FROM leads WHERE id = ?').bind(id).first('location')).toBe('routed')
  })

  it('promises that it goes when the only partner wants a lead of that person again (D1.20)', async () => {
    await oneBuyer({ id: 1, repeatDays: 1 })
    await capture(1)
    await capture(1, { now: noon + 20 * hourMs })
    await sweep(noon + 20 * hourMs + 2 * minuteMs)
    expect(await look()).toBe(noon + dayMs + 1)
    await sweep(noon + dayMs)
    expect(await locations()).toEqual(['routed', 'held'])
    await sweep(noon + dayMs + minuteMs)
    expect(await locations()).toEqual(['routed', 'routed'])
  })

  it('promises a look when the day of a cap turns, though its park was lost to a lead of another type', async () => {
    await buildWorld(testDb(), {
      leadTypes: [{ id: 1 }, { id: 2 }],
      partners: [{ id: 1 }],
      setups: [
        { id: 1, partnerId: 1, leadTypeId: 1, dailyLimit: 1 },
        { id: 2, partnerId: 1, leadTypeId: 2 },
      ],
    })
    await capture(1)
    await capture(2)
    const id = (await testDb().prepare("SELECT id FROM leads WHERE location = 'held'").first<string>('id'))!
    await run('UPDATE turns SET due = 0, cause = NULL WHERE due > 0')
    await run('DELETE FROM looks')
    const another = () => capture(3, { leadTypeId: 2 })
    // Its own reads are three batches: the lead, its person, the queue.
    const db = meanwhile(testDb(), 4, another)
    await routeLead(testCtx({ now: noon + 2 * minuteMs, db }), { leadId: id, byItself: true })
    expect(await testDb().prepare('SELECT count(*) AS n FROM turns WHERE due > 0').first('n')).toBe(0)
    expect(await look()).toBe(Date.UTC(2026, 5, 15, 23))
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
