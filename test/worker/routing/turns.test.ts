import { describe, expect, it } from 'vitest'
import { candidatesSql } from '../../../db/store/turns.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meteredDb } from '../../support/metered-db.ts'
import { leadIdAt } from '../../support/random.ts'
import { buildWorld, usualLead, type WorldSetup } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)

/** Captures one lead a second after the one before and gives the partner that got it. */
async function winner(n: number): Promise<number> {
  const ctx = testCtx({ now: start + n * 1000 })
  const { id } = await captureLead(ctx, {
    leadTypeId: 1,
    introducerId: null,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(n),
  })
  const { referrals } = await readLead(ctx, id)
  return Number(referrals[0]!.partner.id.slice(4))
}

const winners = async (from: number, count: number): Promise<number[]> => {
  const got: number[] = []
  for (let n = from; n < from + count; n++) got.push(await winner(n))
  return got
}

const setOnline = (partner: number, online: 0 | 1) =>
  testDb().prepare('UPDATE partners SET online = ?, version = version + 1 WHERE id = ?').bind(online, partner).run()

describe('longest wait (D2)', () => {
  it('promises that equal partners take turns in a fixed round', async () => {
    await buildWorld(testDb(), {
      partners: [1, 2, 3, 4].map((id) => ({ id })),
      setups: [1, 2, 3, 4].map((id) => ({ id, partnerId: id, leadTypeId: 1 })),
    })
    const got = await winners(0, 12)
    expect(new Set(got.slice(0, 4))).toEqual(new Set([1, 2, 3, 4]))
    expect(got.slice(4, 8)).toEqual(got.slice(0, 4))
    expect(got.slice(8)).toEqual(got.slice(0, 4))
  })

  it('promises that nobody banks turns: who comes back is next once, not for all that it missed', async () => {
    await buildWorld(testDb(), {
      partners: [1, 2, 3].map((id) => ({ id })),
      setups: [1, 2, 3].map((id) => ({ id, partnerId: id, leadTypeId: 1 })),
    })
    await winners(0, 3)
    await setOnline(1, 0)
    expect(await winners(3, 10)).not.toContain(1)
    await setOnline(1, 1)
    const got = await winners(13, 9)
    expect(got.filter((partner) => partner === 1)).toHaveLength(3)
    expect(got.indexOf(1)).toBeLessThan(2)
    expect(got[got.indexOf(1) + 1]).not.toBe(1)
  })

  it('promises that a higher priority is served first as long as it can be', async () => {
    await buildWorld(testDb(), {
      partners: [{ id: 1 }, { id: 2, dailyLimit: 2 }],
      setups: [
        { id: 1, partnerId: 1, leadTypeId: 1 },
        { id: 2, partnerId: 2, leadTypeId: 1, priority: 5 },
      ],
    })
    expect(await winners(0, 4)).toEqual([2, 2, 1, 1])
  })

  it('promises that identical partners get equal shares, however they ticked the boxes', async () => {
    // Three serve everywhere, three the area, three the district: each of the nine should get a ninth.
    const places: (string[] | undefined)[] = [
      undefined,
      undefined,
      undefined,
      ['NW'],
      ['NW'],
      ['NW'],
      ['NW1'],
      ['NW1'],
      ['NW1'],
    ]
    await buildWorld(testDb(), {
      partners: places.map((_, i) => ({ id: i + 1, creditUnlimited: true })),
      setups: places.map(
        (served, i): WorldSetup => ({
          id: i + 1,
          partnerId: i + 1,
          leadTypeId: 1,
          ...(served === undefined ? {} : { places: served }),
        }),
      ),
    })
    const shares = Map.groupBy(await winners(0, 540), (partner) => partner)
    expect(shares.size).toBe(9)
    for (const [partner, leads] of shares)
      expect(Math.abs(leads.length - 60), `partner ${partner}`).toBeLessThanOrEqual(15)
  })
})

describe('the cost of choosing (ENGINE 3)', () => {
  const plan = async (sql: string): Promise<string[]> => {
    const params = Array.from({ length: sql.split('?').length - 1 }, () => 1)
    const { results } = await testDb()
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...params)
      .all<{ detail: string }>()
    return results.map(({ detail }) => detail)
  }

  it.each([1, 3, 5])('promises that %i arms are searched by the primary key and nothing is sorted', async (arms) => {
    const steps = await plan(candidatesSql(Array.from({ length: arms }, () => false)))
    expect(steps.filter((step) => step === 'SEARCH turns USING PRIMARY KEY (cell=? AND due=?)')).toHaveLength(arms)
    expect(steps.filter((step) => /TEMP B-TREE|SCAN (turns|setups|partners|transfers)/.test(step))).toEqual([])
  })

  it('promises that reading on behind a turn stays on the primary key', async () => {
    const steps = await plan(candidatesSql([true]))
    expect(steps).toContain('SEARCH turns USING PRIMARY KEY (cell=? AND due=? AND (band,rank,setup_id)>(?,?,?))')
    expect(steps.join()).not.toContain('TEMP B-TREE')
  })

  it('promises that waking parked turns searches, whatever woke them', async () => {
    const steps = await plan('UPDATE turns SET due = 0 WHERE due <> 0 AND setup_id = 1')
    expect(steps[0]).toContain('turns_parked')
  })

  it('promises that a thousand more setups on the arms read not one row more', async () => {
    const { db, meter } = meteredDb(testDb())
    const grow = (from: number, count: number) =>
      buildWorld(testDb(), {
        leadTypes: from === 1 ? [{ id: 1 }] : [],
        partners: Array.from({ length: count }, (_, i) => ({ id: from + i })),
        setups: Array.from({ length: count }, (_, i): WorldSetup => {
          const places = [undefined, ['NW'], ['NW1']][i % 3]
          return { id: from + i, partnerId: from + i, leadTypeId: 1, ...(places === undefined ? {} : { places }) }
        }),
      })
    const cost = async (n: number) => {
      meter.reset()
      const now = start + n * 1000
      await captureLead(testCtx({ db, now }), {
        id: leadIdAt(now, n),
        leadTypeId: 1,
        introducerId: null,
        channel: 'json',
        pageUrl: null,
        fields: usualLead(n),
      })
      return meter.rowsRead
    }
    await grow(1, 30)
    await cost(0)
    const few = await cost(1)
    await grow(31, 1200)
    await cost(2)
    expect(await cost(3)).toBe(few)
  })
})
