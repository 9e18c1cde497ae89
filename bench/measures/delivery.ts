import { usualLead } from '../../test/support/world.ts'
import { startHouse } from '../house.ts'
import { writeUndelivered } from '../worlds/books.ts'
import { writeWorld } from '../worlds/write-world.ts'

const now = Date.UTC(2026, 9, 30, 12)
const deliveries = 200

/**
 * Milliseconds that our own code and its database add to a delivery, around the time that the partner's server takes:
 * reading what it needs, writing the body, reading the answer, the commit with its charge. Over deliveries to a server
 * on loopback, one after the other.
 */
export async function measureDelivery(): Promise<number> {
  const house = await startHouse()
  const internet = { format: 'json', url: house.buyerUrl, headers: {} }
  await writeWorld(house.db, {
    leadTypes: [{ id: 1 }],
    partners: [{ id: 1, creditUnlimited: true, delivery: { email: null, internet } }],
    setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
  })
  await writeUndelivered(house.db, { count: deliveries, at: now, fields: usualLead(1) })
  const { results } = await house.db
    .prepare("SELECT * FROM jobs WHERE kind = 'deliver-referral' ORDER BY id")
    .all<{ data: string }>()
  const jobs = results.map((row) => ({ ...row, data: JSON.parse(row.data) }))
  await house.send(now, '/bench/deliver', { method: 'POST', body: JSON.stringify(jobs.slice(0, deliveries / 2)) })
  const before = await tookBy(house.db)
  const startedAt = performance.now()
  await house.send(now, '/bench/deliver', { method: 'POST', body: JSON.stringify(jobs.slice(deliveries / 2)) })
  const ms = performance.now() - startedAt
  const after = await tookBy(house.db)
  await house.stop()
  if (after.charged !== deliveries)
    throw new Error(`${after.charged} of ${deliveries} leads were delivered and charged.`)
  return (ms - (after.ms - before.ms)) / (deliveries / 2)
}

/** What the partner's server took, as the history of each try says. */
const tookBy = async (db: D1Database): Promise<{ ms: number; charged: number }> =>
  (await db
    .prepare(
      `SELECT coalesce(sum(data ->> 'tookMs'), 0) AS ms, (SELECT count(*) FROM transfers WHERE kind = 'settle') AS charged
       FROM history WHERE event = 'referral.delivery'`,
    )
    .first<{ ms: number; charged: number }>())!
