import { beforeEach, describe, expect, it } from 'vitest'
import { queueSql } from '../../../db/store/setup-turns.ts'
import { cellOf } from '../../../worker/domain/places/place.ts'
import { placeNamed } from '../../../worker/domain/places/schemes.ts'
import { updateSetup } from '../../../worker/operations/setups/update-setup.ts'
import { admin, makeBroker, makeGroup, makePartner, makeSetup, makeType, rows } from '../../support/config.ts'
import { testCtx } from '../../support/ctx.ts'
import { allTurns, queueFaults, type TurnRow } from '../../support/queue-check.ts'
import { parkTurn, serveTurn } from '../../support/serve-turn.ts'

const start = Date.UTC(2026, 5, 15, 12)
const ctx = (now = start) => testCtx({ actor: admin, now })
const cell = (place: string): number => cellOf(1, placeNamed(place)!)

/** The setups on an arm in the order in which they get leads; parked ones are left out. */
const queueAt = async (place: string): Promise<number[]> =>
  (await allTurns()).filter((turn) => turn.cell === cell(place) && turn.due === 0).map(({ setup_id }) => setup_id)

const turnOf = async (setupId: number, place: string): Promise<TurnRow> =>
  (await allTurns()).find((turn) => turn.setup_id === setupId && turn.cell === cell(place))!

/** The setup gets a lead at its turn in a place, some minutes after the start. */
const serve = async (setupId: number, place: string, minute: number) =>
  serveTurn(await turnOf(setupId, place), start + minute * 60_000)

/** A setup of a partner of its own. */
async function setup(body: object): Promise<number> {
  const { id } = await makePartner(ctx())
  return Number((await makeSetup(ctx(), { partnerId: id, ...body })).id.slice(4))
}

beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx())
  await makeType(ctx())
})

describe('a place that a setup begins to serve', () => {
  it('promises a new setup to come before everybody who had a lead (D2: never served first)', async () => {
    const old = await setup({ places: ['NW'] })
    await serve(old, 'NW', 1)
    const fresh = await setup({ places: ['NW'] })
    expect(await queueAt('NW')).toEqual([fresh, old])
    expect((await turnOf(fresh, 'NW')).rank).toBeLessThan(1024)
  })

  it('promises that several new ones do not come in the order in which they were made (C12)', async () => {
    for (let n = 0; n < 12; n += 1) await setup({ places: ['NW'] })
    const order = await queueAt('NW')
    expect(order).not.toEqual([...order].sort((a, b) => a - b))
    expect(new Set((await allTurns()).map(({ rank }) => rank)).size).toBeGreaterThan(6)
  })

  it('promises a setup that was saved without places the same start when it gets its first ones', async () => {
    const served = await setup({ places: ['NW'] })
    await serve(served, 'NW', 1)
    const empty = await setup({ places: [], active: false })
    await updateSetup(ctx(), empty, { places: ['NW'], active: true })
    expect(await queueAt('NW')).toEqual([empty, served])
  })

  it('promises a setup that had a lead elsewhere to wait as long as if it had been here', async () => {
    const [first, second] = [await setup({ places: ['SW'] }), await setup({ places: ['SW'] })]
    await serve(first, 'SW', 1)
    await serve(second, 'SW', 9)
    const joining = await setup({ places: ['NW'] })
    await serve(joining, 'NW', 5)
    await updateSetup(ctx(), joining, { places: ['NW', 'SW'] })
    expect(await queueAt('SW')).toEqual([first, joining, second])
    expect((await turnOf(joining, 'SW')).rank).toBe((await turnOf(joining, 'NW')).rank)
  })

  it('promises a setup that waited long elsewhere the head of the queue, and not a place before it', async () => {
    const waiting = await setup({ places: ['SW'] })
    await serve(waiting, 'SW', 60)
    const joining = await setup({ places: ['NW'] })
    await serve(joining, 'NW', 1)
    await updateSetup(ctx(), joining, { places: ['NW', 'SW'] })
    expect((await turnOf(joining, 'SW')).rank).toBe((await turnOf(waiting, 'SW')).rank + 1)
  })

  it('promises that giving a place up and taking it back gains nothing', async () => {
    const [greedy, patient] = [await setup({ places: ['NW', 'SW'] }), await setup({ places: ['NW'] })]
    await serve(patient, 'NW', 1)
    await serve(greedy, 'NW', 2)
    const before = await turnOf(greedy, 'NW')
    await updateSetup(ctx(), greedy, { places: ['SW'] })
    expect(await queueAt('NW')).toEqual([patient])
    await updateSetup(ctx(), greedy, { places: ['NW', 'SW'] })
    expect(await turnOf(greedy, 'NW')).toEqual(before)
    await updateSetup(ctx(), greedy, { allAreas: true })
    await updateSetup(ctx(), greedy, { places: ['NW'] })
    expect(await queueAt('NW')).toEqual([patient, greedy])
    expect(await queueFaults()).toEqual([])
  })

  it('promises that the places which stay keep their turns', async () => {
    const id = await setup({ places: ['NW', 'SW'] })
    await serve(id, 'NW', 3)
    const before = [await turnOf(id, 'NW'), await turnOf(id, 'SW')]
    await updateSetup(ctx(), id, { places: ['NW', 'SW', 'SE'] })
    expect([await turnOf(id, 'NW'), await turnOf(id, 'SW')]).toEqual(before)
  })
})

describe('a priority that changes', () => {
  it('promises the new band, with its own wait and not before the head of that band', async () => {
    const [high, low] = [await setup({ places: ['NW'], priority: 5 }), await setup({ places: ['NW'] })]
    await serve(high, 'NW', 9)
    await serve(low, 'NW', 1)
    await updateSetup(ctx(), low, { priority: 5 })
    expect(await turnOf(low, 'NW')).toMatchObject({ band: -5, due: 0, rank: (await turnOf(high, 'NW')).rank + 1 })
    await updateSetup(ctx(), high, { priority: -100 })
    expect(await queueAt('NW')).toEqual([low, high])
    expect(await queueFaults()).toEqual([])
  })

  it('promises together with other places what each promises alone', async () => {
    const id = await setup({ places: ['NW', 'SW'] })
    await serve(id, 'NW', 4)
    const { rank } = await turnOf(id, 'NW')
    await updateSetup(ctx(), id, { priority: 3, places: ['NW', 'SE'] })
    expect(await turnOf(id, 'NW')).toMatchObject({ band: -3, rank })
    expect(await turnOf(id, 'SE')).toMatchObject({ band: -3, rank })
    expect(await queueFaults()).toEqual([])
  })

  it('promises a parked turn to be ready again in its new band', async () => {
    const id = await setup({ places: ['NW'] })
    await parkTurn(await turnOf(id, 'NW'), Number.MAX_SAFE_INTEGER, 'OFFLINE')
    await updateSetup(ctx(), id, { priority: 3 })
    expect(await turnOf(id, 'NW')).toMatchObject({ band: -3, due: 0 })
    expect(await queueFaults()).toEqual([])
  })
})

describe('the statements of an edit', () => {
  it.each(Object.entries(queueSql))('promise to find turns by their cell only: %s', async (_, sql) => {
    const count = Math.max(...[...sql.matchAll(/\?(\d)/g)].map(([, n]) => Number(n)))
    const params = Array.from({ length: count }, (_, i) => (i === count - 1 ? '[]' : 1))
    const plan = (await rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)).map(({ detail }) => detail)
    const touching = plan.filter((detail) => /\b(turns|old|head)\b/.test(detail))
    expect(touching.length).toBeGreaterThan(0)
    for (const detail of touching) expect(detail).toMatch(/^SEARCH \w+ USING PRIMARY KEY \(cell=\?/)
    expect(plan.filter((detail) => /referrals/.test(detail))).toEqual(
      plan.filter((detail) => /SEARCH referrals USING INDEX referrals_partner \(partner_id=\?\)/.test(detail)),
    )
  })
})
