import { hourMs, minuteMs } from '../../contract/time.ts'
import { type Random, randomFrom } from '../../test/support/random.ts'
import { usualLead } from '../../test/support/world.ts'
import { writeKeys } from '../../test/support/world-keys.ts'
import { type House, startHouse } from '../house.ts'
import { add, newTally, type Tally } from '../tally.ts'
import { visit } from '../visitor.ts'
import type { Reading } from '../worker.ts'
import { demoWorld, forms, habits, postcodes } from '../worlds/demo.ts'
import { writeWorld } from '../worlds/write-world.ts'

const warmUpLeads = 300
/** A Monday morning. People fill forms in from seven to eleven at night, one every five minutes on average. */
const startsAt = Date.UTC(2026, 9, 5, 7)
const dayFrom = 7 * hourMs
const dayUntil = 23 * hourMs
const meanGapMs = 5 * minuteMs

export interface LeadCost {
  leads: number
  /** Leads that were delivered and charged: what the costs are divided by. */
  charged: number
  /** Referrals that were charged: more than leads where a lead goes to several partners. */
  referrals: number
  /** Everything that the database was asked to do in between, visits to the form left out. */
  tally: Tally
  /** Of the answers to the leads only. */
  roundTripsBeforeAnswer: number
  rowsReadPerView: number
  /** Growth of the database file. */
  bytes: number
  /** What of it stays once raw requests and answers are purged, as they are after 30 days. */
  bytesKept: number
  /** Of the buyers that take such a lead in its area: those that could not take it (sampled). */
  ineligibleShare: number
  /** Rows read by the cron's sweep when there is nothing to do. */
  rowsReadPerIdleSweep: number
}

/**
 * Days in the life of a demo-shaped broker, through the form's own door and with real deliveries over HTTP. Everything
 * counts that happens from the first measured lead to the last: captures, charges, parking, waking, people who pay in
 * and partners who pause.
 */
export async function measureLeadCost({
  leads,
  scope = 1,
  seed = 7,
}: {
  leads: number
  scope?: number
  seed?: number
}): Promise<LeadCost> {
  const house = await startHouse()
  await writeWorld(house.db, demoWorld({ buyerUrl: house.buyerUrl, scope }))
  const days = await daysOf(house, randomFrom(seed))
  await days.run(warmUpLeads)
  const before = await days.rest()
  const chargedBefore = await countCharged(house)
  const ran = await days.run(leads)
  const after = await days.rest()
  const charged = await countCharged(house)
  const bytes = after.bytes - before.bytes
  const bytesKept = await bytesAfterPurge(house, { leads, bytes })
  await house.stop()
  return {
    leads,
    charged: charged.leads - chargedBefore.leads,
    referrals: charged.referrals - chargedBefore.referrals,
    ...ran,
    bytes,
    bytesKept,
    rowsReadPerIdleSweep: after.statements.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
  }
}

/** What stays of the database's growth when the raw texts are purged, those of the warm-up left out. */
async function bytesAfterPurge({ db }: House, { leads, bytes }: { leads: number; bytes: number }): Promise<number> {
  const { meta: before } = await db.prepare('SELECT 1').run()
  const { meta: after } = await db.prepare('UPDATE history SET raw = NULL WHERE raw IS NOT NULL').run()
  const freedPerLead = (before.size_after - after.size_after) / (warmUpLeads + leads)
  return bytes - freedPerLead * leads
}

async function daysOf(house: House, random: Random) {
  const [adminKey = '', ...formKeys] = await writeKeys(house.db, [{ kind: 'admin' }, ...forms])
  let now = startsAt
  let n = 0

  return {
    /** So many leads, and whatever else their days bring. */
    async run(count: number) {
      const tally = newTally()
      const sentOnly = newTally()
      const viewedOnly = newTally()
      const sampled = { ineligible: 0, all: 0 }
      for (let i = 0; i < count; i++) {
        const next = nextVisit(random, now)
        for (const habit of habitsBetween(now, next)) add(tally, await asAdmin(house, adminKey, habit))
        now = next
        const { viewed, sent } = await visit(house, { at: now, key: random.pick(formKeys), ...person(random, n++) })
        add(tally, sent)
        add(sentOnly, sent)
        add(viewedOnly, viewed)
        if (i % 20 === 0) await sample(house, adminKey, { at: now, leadId: JSON.parse(sent.body).id, into: sampled })
      }
      return {
        tally,
        roundTripsBeforeAnswer: sentOnly.roundTripsBeforeAnswer,
        rowsReadPerView: viewedOnly.rowsRead / count,
        ineligibleShare: sampled.ineligible / sampled.all,
      }
    },
    /** The sweep finds nothing to do, or the bench has left work undone. */
    async rest(): Promise<Reading> {
      const swept = await house.send(now + 2 * minuteMs, '/bench/cron')
      const jobs = await house.db.prepare('SELECT count(*) AS n FROM jobs').first<{ n: number }>()
      if (jobs!.n !== 0) throw new Error(`${jobs!.n} jobs are left.`)
      return swept
    },
  }
}

function nextVisit(random: Random, now: number): number {
  const gap = -Math.log(1 - random.next()) * meanGapMs
  const next = now + gap
  const midnight = Math.floor(now / (24 * hourMs)) * 24 * hourMs
  return next - midnight < dayUntil ? next : midnight + 24 * hourMs + dayFrom + gap
}

const person = (random: Random, n: number) => ({
  fields: {
    ...usualLead(n, random.pick(postcodes)),
    details: 'The old one makes a noise and is about fifteen years old. Please call in the evening, after six.',
  },
  fillMs: 30_000 + random.below(60_000),
})

function habitsBetween(from: number, until: number): { at: number; path: string; body?: unknown }[] {
  const midnight = Math.floor(from / (24 * hourMs)) * 24 * hourMs
  return [midnight, midnight + 24 * hourMs]
    .flatMap((day) => habits.map((habit) => ({ ...habit, at: day + habit.at })))
    .filter(({ at }) => at > from && at <= until)
}

async function asAdmin(house: House, key: string, { at, path, body }: { at: number; path: string; body?: unknown }) {
  const reading = await house.send(at, path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (reading.status >= 300) throw new Error(`${path} was refused: ${reading.body}`)
  return reading
}

/** What the eligibility report says of a lead that has just been sent; it costs nothing here. */
async function sample(
  house: House,
  key: string,
  { at, leadId, into }: { at: number; leadId: string; into: { ineligible: number; all: number } },
): Promise<void> {
  const { status, body } = await house.send(at + minuteMs, `/v1/eligibility?lead=${leadId}&limit=100`, {
    headers: { Authorization: `Bearer ${key}` },
  })
  if (status !== 200) throw new Error(`There is no eligibility report: ${body}`)
  const lines = (JSON.parse(body) as { items: { setup: string | null; failures: { code: string }[] }[] }).items
  const asked = lines.filter(
    ({ setup, failures }) => setup !== null && !failures.some(({ code }) => code === 'LOCATION_NO_MATCH'),
  )
  into.all += asked.length
  into.ineligible += asked.filter(({ failures }) => failures.some(({ code }) => code !== 'ALREADY_REFERRED')).length
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
