import { writeKeys } from '../../test/support/world-keys.ts'
import { startHouse } from '../house.ts'
import { pastWorld, writePast } from '../worlds/past.ts'
import { writeWorld } from '../worlds/write-world.ts'

const now = Date.UTC(2026, 9, 30, 12)

/** What is tried: a buyer pauses, another asks for more places and pays more, a third takes fewer a day. */
const proposal = {
  partners: [
    { id: 'ptn_1', changes: { online: false } },
    { id: 'ptn_16', changes: { dailyLimit: 20 } },
  ],
  setups: [{ id: 'set_51', changes: { places: ['N', 'NW', 'EC', 'W'], price: { amount: 2200, currency: 'GBP' } } }],
}

/**
 * Leads a second that `POST /v1/simulations` routes anew, by the clock on the wall: loading, both futures and the answer,
 * in the Worker on its local D1. The first of two runs warms up.
 */
export async function measureSimulation({ leads }: { leads: number }): Promise<number> {
  const house = await startHouse()
  await writeWorld(house.db, pastWorld({ buyerUrl: house.buyerUrl }))
  await writePast(house.db, { leads, until: now })
  const [key = ''] = await writeKeys(house.db, [{ kind: 'admin' }])
  let seconds = 0
  for (let run = 0; run < 2; run++) {
    const startedAt = performance.now()
    const { status, body } = await house.send(now, '/v1/simulations', {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ last: leads, proposal }),
    })
    seconds = (performance.now() - startedAt) / 1000
    if (status !== 200 || JSON.parse(body).leads.count !== leads) throw new Error(`It was not simulated: ${body}`)
  }
  await house.stop()
  return leads / seconds
}
