import { dayMs, hourMs, minuteMs } from '../contract/time.ts'
import type { Random } from '../test/support/random.ts'
import { usualLead } from '../test/support/world.ts'
import { writeKeys } from '../test/support/world-keys.ts'
import type { House } from './house.ts'
import { add, newTally, type Tally } from './tally.ts'
import { visit } from './visitor.ts'
import type { Reading } from './worker.ts'
import { forms, type Habit, habits, postcodes } from './worlds/demo.ts'

/** A Monday morning. People fill forms in from seven to eleven at night, one every five minutes on average. */
const startsAt = Date.UTC(2026, 9, 5, 7)
const dayFrom = 7 * hourMs
const dayUntil = 23 * hourMs
const meanGapMs = 5 * minuteMs

/** What some days cost: everything that the database was asked to do in them, visits to the form apart. */
export interface DaysCost {
  all: Tally
  /** Of the requests that bring the leads only. */
  leads: Tally
  views: Tally
  /** Of the buyers that take such a lead in its area: those that could not take it (sampled). */
  ineligibleShare: number
}

/** Days in the life of the demo-shaped broker. */
export interface Days {
  /** So many leads, and whatever else their days bring. */
  run(leads: number): Promise<DaysCost>
  /** A sweep of the cron that finds nothing to do. */
  rest(): Promise<Reading>
}

export async function beginDays(house: House, random: Random): Promise<Days> {
  const [adminKey = '', ...formKeys] = await writeKeys(house.db, [{ kind: 'admin' }, ...forms])
  let now = startsAt
  let people = 0

  return {
    async run(leads) {
      const [all, leadsOnly, views] = [newTally(), newTally(), newTally()]
      const sampled = { ineligible: 0, all: 0 }
      for (let i = 0; i < leads; i++) {
        const next = nextVisit(random, now)
        for (const habit of habitsBetween(now, next)) add(all, await doHabit(house, adminKey, habit))
        const { fields, fillMs } = person(random, people++)
        const { viewed, sent } = await visit(house, { at: next, key: random.pick(formKeys), fields, fillMs })
        now = next + fillMs
        for (const tally of [all, leadsOnly]) add(tally, sent)
        add(views, viewed)
        if (i % 20 === 0) await sample(house, adminKey, { at: now, leadId: JSON.parse(sent.body).id, into: sampled })
      }
      return { all, leads: leadsOnly, views, ineligibleShare: sampled.ineligible / sampled.all }
    },
    async rest() {
      const swept = await house.send(now + 2 * minuteMs, '/bench/cron')
      const jobs = await house.db.prepare('SELECT count(*) AS n FROM jobs').first<{ n: number }>()
      if (jobs!.n !== 0) throw new Error(`${jobs!.n} jobs are left.`)
      return swept
    },
  }
}

function nextVisit(random: Random, now: number): number {
  const next = now - Math.log(1 - random.next()) * meanGapMs
  const midnight = now - (now % dayMs)
  return Math.round(next < midnight + dayUntil ? next : next - dayUntil + dayMs + dayFrom)
}

const person = (random: Random, n: number) => ({
  fields: {
    ...usualLead(n, random.pick(postcodes)),
    details: 'The old one makes a noise and is about fifteen years old. Please call in the evening, after six.',
  },
  fillMs: 30_000 + random.below(60_000),
})

function habitsBetween(from: number, until: number): (Habit & { at: number })[] {
  const midnight = from - (from % dayMs)
  return [midnight, midnight + dayMs]
    .flatMap((day) => habits.map((habit) => ({ ...habit, at: day + habit.timeOfDayMs })))
    .filter(({ at }) => at > from && at <= until)
}

async function doHabit(house: House, adminKey: string, { at, path, body }: Habit & { at: number }): Promise<Reading> {
  const reading = await house.send(at, path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${adminKey}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (reading.status >= 300) throw new Error(`${path} was refused: ${reading.body}`)
  return reading
}

/** What the eligibility report says of a lead that has just been sent; its own cost is not counted. */
async function sample(
  house: House,
  adminKey: string,
  { at, leadId, into }: { at: number; leadId: string; into: { ineligible: number; all: number } },
): Promise<void> {
  const { status, body } = await house.send(at, `/v1/eligibility?lead=${leadId}&limit=100`, {
    headers: { Authorization: `Bearer ${adminKey}` },
  })
  if (status !== 200) throw new Error(`There is no eligibility report: ${body}`)
  const { items } = JSON.parse(body) as { items: { setup: string | null; failures: { code: string }[] }[] }
  const codes = items.flatMap(({ setup, failures }) => (setup === null ? [] : [failures.map(({ code }) => code)]))
  const asked = codes.filter((failed) => !failed.includes('LOCATION_NO_MATCH'))
  into.all += asked.length
  // The partner that has the lead by now could take it.
  into.ineligible += asked.filter((failed) => failed.some((code) => code !== 'ALREADY_REFERRED')).length
}
