import { randomFrom } from '../../test/support/random.ts'
import { beginDays, type DaysCost } from '../days.ts'
import { type House, startHouse } from '../house.ts'
import { demoWorld } from '../worlds/demo.ts'
import { writeWorld } from '../worlds/write-world.ts'

const warmUpLeads = 300
const seed = 7

export interface LeadCost {
  leads: number
  /** Leads that were delivered and charged: what the costs are divided by. */
  charged: number
  /** Referrals that were charged: more than leads where a lead goes to several partners. */
  referrals: number
  days: DaysCost
  /** Growth of the database file. */
  bytes: number
  /** What of it stays once raw requests and answers are purged, as they are after 30 days. */
  bytesKept: number
  /** Rows read by the cron's sweep when there is nothing to do. */
  rowsReadPerIdleSweep: number
}

/**
 * Days in the life of a demo-shaped broker, through the form's own door and with real deliveries over HTTP. Everything
 * counts that happens from the first measured lead to the last: captures, charges, parking, waking, people who pay in
 * and partners who pause.
 */
export async function measureLeadCost({ leads, scope = 1 }: { leads: number; scope?: number }): Promise<LeadCost> {
  const house = await startHouse()
  await writeWorld(house.db, demoWorld({ buyerUrl: house.buyerUrl, scope }))
  const days = await beginDays(house, randomFrom(seed))
  await days.run(warmUpLeads)
  const [before, chargedBefore] = [await days.rest(), await countCharged(house)]
  const cost = await days.run(leads)
  const [after, charged] = [await days.rest(), await countCharged(house)]
  const bytes = after.bytes - before.bytes
  const bytesKept = await bytesAfterPurge(house, { leads, bytes })
  await house.stop()
  return {
    leads,
    charged: charged.leads - chargedBefore.leads,
    referrals: charged.referrals - chargedBefore.referrals,
    days: cost,
    bytes,
    bytesKept,
    rowsReadPerIdleSweep: after.statements.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
  }
}

/** The raw texts of the warm-up are purged as well; only the measured leads' part counts. */
async function bytesAfterPurge({ db }: House, { leads, bytes }: { leads: number; bytes: number }): Promise<number> {
  const { meta: before } = await db.prepare('SELECT 1').run()
  const { meta: after } = await db.prepare('UPDATE history SET raw = NULL WHERE raw IS NOT NULL').run()
  const freedPerLead = (before.size_after - after.size_after) / (warmUpLeads + leads)
  return bytes - freedPerLead * leads
}

async function countCharged({ db }: House): Promise<{ leads: number; referrals: number }> {
  const row = await db
    .prepare(
      `SELECT count(DISTINCT r.lead_id) AS leads, count(*) AS referrals FROM referrals r
       CROSS JOIN transfers t ON t.id = 'settle:ref_' || substr(r.lead_id, 6, 28) || printf('%08x', r.partner_id) || ':accepted'
       WHERE r.state = 'delivered' AND t.kind = 'settle' AND t.party = r.partner_id`,
    )
    .first<{ leads: number; referrals: number }>()
  return row!
}
