import { describe, expect, it } from 'vitest'
import { type Selection, selections } from '../../../contract/lead-type.ts'
import { minuteMs } from '../../../contract/time.ts'
import { armsSql } from '../../../db/store/turns.ts'
import { updateLeadType } from '../../../worker/operations/lead-types/update-lead-type.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { updateSetup } from '../../../worker/operations/setups/update-setup.ts'
import { admin, gbp, makeSetup, rows } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'
import { meteredDb } from '../../support/metered-db.ts'
import { allTurns, queueFaults } from '../../support/queue-check.ts'
import { leadIdAt } from '../../support/random.ts'
import { buildWorld, usualLead, type WorldSetup } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)
const settings = () => testCtx({ actor: admin, now: start })

/** Captures the n-th lead, a minute after the one before; gives the partner that got it, 0 for none. */
async function winner(
  n: number,
  { leadTypeId = 1, introducerId = null as number | null, db = testDb() } = {},
): Promise<number> {
  const now = start + n * minuteMs
  const { id } = await captureLead(testCtx({ now, db }), {
    id: leadIdAt(now, n),
    leadTypeId,
    introducerId,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(n),
  })
  const { referrals } = await readLead(testCtx(), id)
  return Number(referrals[0]?.partner.id.slice(4) ?? 0)
}

async function winners(from: number, count: number): Promise<number[]> {
  const got: number[] = []
  for (let n = from; n < from + count; n++) got.push(await winner(n))
  return got
}

/** One partner for each setup, with money enough. */
const world = (selection: Selection, setups: Partial<WorldSetup>[]) =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, selection }],
    partners: setups.map((_, i) => ({ id: i + 1, creditUnlimited: true, introduces: true })),
    setups: setups.map((setup, i) => ({ id: i + 1, partnerId: i + 1, leadTypeId: 1, ...setup })),
  })

const setOnline = (partners: readonly number[], online: 0 | 1) =>
  testDb().batch(
    partners.map((id) =>
      testDb().prepare('UPDATE partners SET online = ?, version = version + 1 WHERE id = ?').bind(online, id),
    ),
  )

const count = (got: readonly number[], partner: number): number => got.filter((each) => each === partner).length

describe('weighted (D2.2)', () => {
  it('promises shares that keep to the weights within one lead, at every moment', async () => {
    const weights = [50, 30, 20]
    await world(
      'weighted',
      weights.map((weight) => ({ weight })),
    )
    const got: number[] = []
    for (let n = 0; n < 40; n++) {
      got.push(await winner(n))
      for (const [i, weight] of weights.entries())
        expect(Math.abs(count(got, i + 1) - ((n + 1) * weight) / 100)).toBeLessThanOrEqual(1)
    }
    expect(weights.map((_, i) => count(got, i + 1))).toEqual([20, 12, 8])
  })

  it('promises the same over arms, however the boxes were ticked', async () => {
    const places = [undefined, ['NW'], ['NW1']]
    await world(
      'weighted',
      places.flatMap((ticked) => [1, 3].map((weight) => ({ weight, ...(ticked && { places: ticked }) }))),
    )
    const got = await winners(0, 240)
    for (const [i, share] of [20, 60, 20, 60, 20, 60].entries())
      expect(Math.abs(count(got, i + 1) - share), `partner ${i + 1}`).toBeLessThanOrEqual(share / 2)
  })

  it('promises that a weight which changes counts from the next lead on', async () => {
    await world('weighted', [{ weight: 1 }, { weight: 1 }])
    await winners(0, 5)
    await updateSetup(settings(), 1, { weight: 9 })
    const got = await winners(5, 20)
    expect(Math.abs(count(got, 1) - 18)).toBeLessThanOrEqual(1)
    expect(await queueFaults()).toEqual([])
  })

  it('promises that nobody banks turns: who was away all day is next once, and then has its share', async () => {
    await world('weighted', [{ weight: 10 }, { weight: 10 }, { weight: 10 }])
    await winners(0, 6)
    await setOnline([1], 0)
    expect(count(await winners(6, 20), 1)).toBe(0)
    await setOnline([1], 1)
    const got = await winners(26, 12)
    expect(got.indexOf(1)).toBeLessThan(2)
    expect(count(got, 1)).toBeLessThanOrEqual(5)
  })

  it('promises it too where everybody was away, and came back one after the other', async () => {
    await world('weighted', [{ weight: 10 }, { weight: 10 }])
    await setOnline([1], 0)
    await winners(0, 30)
    await setOnline([2], 0)
    await winners(30, 2)
    await setOnline([1], 1)
    await setOnline([2], 1)
    expect(count(await winners(32, 12), 1)).toBeLessThanOrEqual(7)
  })

  it('promises it too to one that was stepped over', async () => {
    await world('weighted', [{ weight: 10 }, { weight: 10 }])
    for (let n = 0; n < 20; n++) expect(await winner(n, { introducerId: 1 })).toBe(2)
    expect(count(await winners(20, 12), 1)).toBeLessThanOrEqual(7)
  })
})

describe('price (D2.2)', () => {
  it('promises the highest price over all arms, until its partner cannot pay any more', async () => {
    await world('price', [
      { price: 500 },
      { price: 900, places: ['NW'], dailyLimit: 2 },
      { price: 700, places: ['NW1'], dailyLimit: 1 },
    ])
    expect(await winners(0, 5)).toEqual([2, 2, 3, 1, 1])
  })

  it('promises that equal prices take turns, on one arm and over all', async () => {
    await world('price', [{ price: 700 }, { price: 700 }, { price: 100 }])
    const got = await winners(0, 8)
    expect([count(got, 1), count(got, 2), count(got, 3)]).toEqual([4, 4, 0])
    expect(got.slice(0, 4)).toEqual(got.slice(4))
  })

  it('promises equal prices equal shares, however the boxes were ticked', async () => {
    const setups = [{}, { places: ['NW'] }, { places: ['NW1'] }].map((ticked) => ({ price: 700, ...ticked }))
    await world('price', [...setups, { price: 699 }])
    const got = await winners(0, 120)
    expect(count(got, 4)).toBe(0)
    for (const partner of [1, 2, 3]) expect(Math.abs(count(got, partner) - 40)).toBeLessThanOrEqual(20)
  })

  it('promises that priority comes before price', async () => {
    await world('price', [{ price: 9000 }, { price: 1, priority: 1 }])
    expect(await winners(0, 2)).toEqual([2, 2])
  })

  it('promises that a price which changes counts for the next lead, its own and the default that it follows (F20)', async () => {
    await world('price', [{ price: 900 }, { price: null }, { price: null }])
    expect(await winner(0)).toBe(2)
    await updateSetup(settings(), 1, { price: gbp(1100) })
    expect(await winner(1)).toBe(1)
    await updateLeadType(settings(), 1, { defaultPrice: gbp(1200) })
    expect((await winners(2, 2)).sort()).toEqual([2, 3])
    await updateSetup(settings(), 3, { price: gbp(1) })
    expect(await winners(4, 2)).toEqual([2, 2])
    expect(await queueFaults()).toEqual([])
  })
})

describe('a selection that changes', () => {
  it.each<[Selection, Selection]>([
    ['longest_wait', 'weighted'],
    ['weighted', 'price'],
    ['price', 'weighted'],
    ['weighted', 'longest_wait'],
  ])('promises from %s to %s an even start and the new order at once', async (from, to) => {
    await world(from, [{ weight: 3 }, { weight: 1, price: 2000 }, { weight: 1 }])
    await winners(0, 10)
    await updateLeadType(settings(), 1, { selection: to })
    expect(await queueFaults()).toEqual([])
    const got = await winners(10, 10)
    const shares = [1, 2, 3].map((partner) => count(got, partner))
    if (to === 'price') expect(shares).toEqual([0, 10, 0])
    else if (to === 'weighted') expect(shares).toEqual([6, 2, 2])
    else for (const share of shares) expect(Math.abs(share - 10 / 3)).toBeLessThan(1)
    expect(await queueFaults()).toEqual([])
  })

  it('promises the new order to a lead that was being routed while it changed', async () => {
    await world('longest_wait', [{ price: 1 }, { price: 9000 }])
    const first = await winner(0)
    const next = await winner(1)
    const db = meanwhile(testDb(), 2, () => updateLeadType(settings(), 1, { selection: 'price' }))
    expect([first, next].sort()).toEqual([1, 2])
    expect(await winner(2, { db })).toBe(2)
    expect(await winner(3)).toBe(2)
    expect(await queueFaults()).toEqual([])
  })

  it('promises a newcomer on a weighted arm no more than its share', async () => {
    await world('weighted', [{ weight: 1 }, { weight: 1 }])
    await winners(0, 40)
    await buildWorld(testDb(), { leadTypes: [], partners: [{ id: 3, creditUnlimited: true }] })
    await makeSetup(settings(), { partnerId: 'ptn_3' })
    const got = await winners(40, 12)
    expect(Math.abs(count(got, 3) - 4)).toBeLessThanOrEqual(1)
  })
})

describe('the cost of a selection (ENGINE 3)', () => {
  const places = [undefined, ['NW'], ['NW1']]

  /** Rows read and written by the third lead of a type, when everything is warm. */
  async function costOf(leadType: { id: number; selection: Selection }, setups: number) {
    const firstId = leadType.id * 1000
    const ids = Array.from({ length: setups }, (_, i) => firstId + i)
    await buildWorld(testDb(), {
      leadTypes: [leadType],
      partners: ids.map((id) => ({ id, creditUnlimited: true })),
      setups: ids.map((id, i) => {
        const ticked = places[i % 3]
        const own = { weight: 1 + (i % 100), price: 1000 + i, ...(ticked && { places: ticked }) }
        return { id, partnerId: id, leadTypeId: leadType.id, ...own }
      }),
    })
    const firstLead = leadType.id * 10
    for (const n of [0, 1]) await winner(firstLead + n, { leadTypeId: leadType.id })
    const { db, meter } = meteredDb(testDb())
    await winner(firstLead + 2, { leadTypeId: leadType.id, db })
    return { read: meter.rowsRead, written: meter.rowsWritten }
  }

  it.each(selections)(
    'promises the same with 30 setups and with 900, each at a price of its own: %s',
    async (selection) => {
      const few = await costOf({ id: 1, selection }, 30)
      expect(await costOf({ id: 2, selection }, 900)).toEqual(few)
    },
  )

  it.each(selections)('promises no more written rows than the longest wait has: %s', async (selection) => {
    const plain = await costOf({ id: 1, selection: 'longest_wait' }, 30)
    const own = await costOf({ id: 2, selection }, 30)
    expect(own.written).toBe(plain.written)
    expect(own.read - plain.read).toBeLessThanOrEqual(6)
  })

  it.each([1, 3, 5])(
    'promises that the bands of %i arms are searched by the primary key, and nothing is sorted',
    async (arms) => {
      const params = Array.from({ length: arms * 3 }, () => 1)
      const steps = await rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${armsSql(arms)}`, ...params)
      const details = steps.map(({ detail }) => detail)
      expect(details.filter((step) => step === 'SEARCH arms USING PRIMARY KEY (cell=? AND band>?)')).toHaveLength(arms)
      expect(details.join()).not.toContain('TEMP B-TREE')
    },
  )

  it('promises that an edit reads the cells of its setup and no others', async () => {
    await world('weighted', [{ places: ['NW'] }, ...Array.from({ length: 500 }, () => ({ places: ['SW'] }))])
    const { db, meter } = meteredDb(testDb())
    await updateSetup(testCtx({ actor: admin, db }), 1, { weight: 7, priority: 3 })
    expect(meter.rowsRead).toBeLessThan(60)
    expect(await allTurns()).toContainEqual(expect.objectContaining({ setup_id: 1, band: -3, weight: 7 }))
  })

  it('promises that a change of selection reads a few rows for each turn, not each turn for each', async () => {
    const change = async (setups: number) => {
      await world(
        'longest_wait',
        Array.from({ length: setups }, () => ({})),
      )
      const { db, meter } = meteredDb(testDb())
      await updateLeadType(testCtx({ actor: admin, db }), 1, { selection: 'weighted' })
      return meter.rowsRead
    }
    expect(await change(300)).toBeLessThan(300 * 40)
  })
})
