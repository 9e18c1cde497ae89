import { describe, expect, inject, it } from 'vitest'
import { dayMs } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { referLead } from '../../../worker/operations/leads/refer-lead.ts'
import { routeLead } from '../../../worker/operations/leads/route-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'
import { buildWorld, usualFields, usualLead, type WorldLeadType, type WorldPartner } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)
const later = start + 60_000

const query = async (sql: string) => (await testDb().prepare(sql).all()).results
const run = (sql: string, ...params: unknown[]) =>
  testDb()
    .prepare(sql)
    .bind(...params)
    .run()
const referrals = () => query('SELECT partner_id, price, method, state FROM referrals ORDER BY partner_id')
const jobs = () => query('SELECT kind, due FROM jobs')
const locationOf = (id: string) =>
  testDb().prepare('SELECT location FROM leads WHERE id = ?').bind(id).first('location')

async function capture(): Promise<string> {
  const ctx = testCtx({ now: start })
  const fields = usualLead(1)
  const { id } = await captureLead(ctx, { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields })
  await ctx.runStarted()
  return id
}

/** The partners of a world, each with a setup: the first in front by priority. */
const addBuyers = (partners: WorldPartner[], places?: string[]) =>
  buildWorld(testDb(), {
    leadTypes: [],
    partners,
    setups: partners.map(({ id }) => ({
      id,
      partnerId: id,
      leadTypeId: 1,
      priority: -Math.min(id, 100),
      ...(places === undefined ? {} : { places }),
    })),
  })

/** A lead that came when nobody was there to take it; the partners came after it. */
async function waitingLead(type: Partial<WorldLeadType>, partners: WorldPartner[], places?: string[]): Promise<string> {
  await buildWorld(testDb(), { leadTypes: [{ id: 1, ...type }] })
  const id = await capture()
  await addBuyers(partners, places)
  return id
}

describe('a lead that is routed again', () => {
  const newTerms = 'UPDATE lead_types SET default_price = 5000, require_fca = 1, version = version + 1'
  // The lead is read in the first batch and its queue in the second: the third commits.
  const changing = (sql: string) => testCtx({ now: later, db: meanwhile(testDb(), 3, () => run(sql)) })

  it.each([
    ['goes for the new price', '123456', { referrals: 1, location: 'routed' }, [{ partner_id: 1, price: 5000 }]],
    ['stays where nobody fulfils them', null, { referrals: 0, location: 'held' }, []],
  ] as const)('promises that under terms that are new at the commit it %s', async (_, fcaNumber, routed, expected) => {
    const leadId = await waitingLead({}, [{ id: 1, fcaNumber }])
    expect(await routeLead(changing(newTerms), { leadId })).toEqual(routed)
    expect(await referrals()).toMatchObject(expected)
    expect(await locationOf(leadId)).toBe(routed.location)
  })

  it('promises no more referrals than a scope that was lowered meanwhile, and no fault', async () => {
    const leadId = await waitingLead({ scope: 3 }, [{ id: 1 }, { id: 2 }, { id: 3 }])
    const ctx = changing('UPDATE lead_types SET scope = 1, version = version + 1')
    expect(await routeLead(ctx, { leadId })).toEqual({ referrals: 1, location: 'routed' })
    expect(await referrals()).toMatchObject([{ partner_id: 1 }])
  })

  it('promises that it is found where it is after the type has renamed its postcode field', async () => {
    const leadId = await waitingLead({}, [{ id: 1 }], ['NW1'])
    const renamed = usualFields.map((field) => (field.name === 'postcode' ? { ...field, name: 'where' } : field))
    await run('UPDATE lead_types SET fields = ?, version = version + 1', JSON.stringify(renamed))
    expect(await routeLead(testCtx({ now: later }), { leadId })).toEqual({ referrals: 1, location: 'routed' })
  })
})

describe('partners whom a clock that went back keeps out', () => {
  const tomorrowFor = (last: number) =>
    run(
      `INSERT INTO partner_counts SELECT id, 1, 20260616, 1, '{"t1":1}', 202606, 1, '{"t1":1}' FROM partners WHERE id <= ?`,
      last,
    )

  it('promises that the queue is read on behind them', async () => {
    const leadId = await waitingLead({}, [{ id: 1 }, { id: 2 }, { id: 3 }])
    await tomorrowFor(2)
    expect(await routeLead(testCtx({ now: later }), { leadId })).toEqual({ referrals: 1, location: 'routed' })
    expect(await referrals()).toMatchObject([{ partner_id: 3 }])
  })

  it('promises that a lead with nobody else is held and looked at again, until it goes', async () => {
    await buildWorld(testDb(), {})
    await addBuyers([{ id: 1 }, { id: 2 }])
    await tomorrowFor(2)
    const id = await capture()
    expect(await locationOf(id)).toBe('held')
    const waiting = await jobs()
    expect(waiting).toMatchObject([{ kind: 'route-lead' }])
    expect(waiting[0]!.due).toBeGreaterThan(start)
    await runDue(() => testCtx({ now: start + dayMs }))
    expect(await referrals()).toMatchObject([{ partner_id: 1 }])
  })
})

describe('a lead that is referred by hand', () => {
  const refer = (leadId: string, partnerId: number, now = later) => {
    const ctx = testCtx({ now })
    return referLead(ctx, { leadId, partnerId }).then(() => ctx)
  }

  it('promises that one whom the partner rejects waits for a person again', async () => {
    const url = `${inject('outside').http}/answer?body=${encodeURIComponent('{"status":"rejected"}')}`
    const delivery = { email: null, internet: { format: 'json', url, headers: {} } }
    const leadId = await waitingLead({ referralMethod: 'manual' }, [{ id: 1, delivery }, { id: 2 }])
    await (await refer(leadId, 1)).runStarted()
    expect(await referrals()).toMatchObject([{ partner_id: 1, state: 'rejected' }])
    expect(await locationOf(leadId)).toBe('pending')
    expect(await jobs()).toEqual([])
  })

  it('promises one job each for two referrals at the same instant', async () => {
    const leadId = await waitingLead({ referralMethod: 'manual', scope: 2 }, [{ id: 1 }, { id: 2 }])
    const contexts = [await refer(leadId, 1), await refer(leadId, 2)]
    expect(contexts.map(({ started }) => started.map(({ party }) => party))).toEqual([[1], [2]])
    expect(await query('SELECT id FROM jobs ORDER BY id')).toEqual([
      { id: `deliver:${leadId}:1` },
      { id: `deliver:${leadId}:2` },
    ])
  })

  it('promises that it costs a partner its turn, whose park has just run out', async () => {
    const leadId = await waitingLead({ referralMethod: 'manual' }, [{ id: 1 }])
    await run("UPDATE turns SET due = ?, cause = 'OUTSIDE_SCHEDULE'", later - 1)
    await refer(leadId, 1)
    const [turn] = await query('SELECT due, rank FROM turns')
    expect(turn!.due).toBe(0)
    expect(turn!.rank).toBeGreaterThanOrEqual(later * 1024)
  })
})

describe('the trace of a lead', () => {
  it('promises fifty of two hundred who failed, and how many more there were', async () => {
    await buildWorld(testDb(), {})
    await addBuyers(Array.from({ length: 200 }, (_, i) => ({ id: i + 1, online: false })))
    const { trace } = await readLead(testCtx(), await capture())
    expect(trace!.considered).toHaveLength(50)
    expect(trace!.more).toBe(150)
  })
})
