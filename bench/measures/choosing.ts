import { secondMs } from '../../contract/time.ts'
import { parkTurns } from '../../db/store/turns.ts'
import { leadIdAt, randomFrom } from '../../test/support/random.ts'
import { usualLead } from '../../test/support/world.ts'
import { writeKeys } from '../../test/support/world-keys.ts'
import { type House, startHouse } from '../house.ts'
import { median } from '../median.ts'
import type { ToPick } from '../pick.ts'
import { visit } from '../visitor.ts'
import { armsWorld, parkPaused, postcodes } from '../worlds/arms.ts'
import { writeWorld } from '../worlds/write-world.ts'

const warmUpLeads = 50
const measuredLeads = 200
const startsAt = Date.UTC(2026, 9, 5, 9)

/** What choosing among so many setups costs. */
export interface Choosing {
  /** Rows read for one lead: mean, and what 99 of 100 leads do not exceed. */
  rowsRead: number
  rowsReadP99: number
  /** Milliseconds to pick once, by the clock on the wall: the median of many runs. */
  pickMs: number
}

/**
 * Rows that choosing reads for one lead among so many setups, over leads that were referred: waking what is due, the arms
 * (the probe) and the candidates, as the Worker runs them for a lead that comes through its form. Then how long a pick
 * takes, in all these worlds by turns, so that whatever else the machine does weighs on all of them alike.
 */
export async function measureChoosing(sizes: readonly number[]): Promise<Choosing[]> {
  const houses: House[] = []
  const rows: number[][] = []
  for (const setups of sizes) {
    const house = await openHouse(setups)
    houses.push(house)
    rows.push(await rowsPerLead(house))
  }
  const picks = await timePicks(houses)
  for (const house of houses) await house.stop()
  return rows.map((read, i) => ({
    rowsRead: read.reduce((sum, row) => sum + row, 0) / read.length,
    rowsReadP99: median(read, 0.99),
    pickMs: picks[i]!,
  }))
}

async function openHouse(setups: number): Promise<House> {
  const house = await startHouse()
  await writeWorld(house.db, armsWorld({ setups, buyerUrl: house.buyerUrl }))
  await parkPaused(house.db)
  return house
}

async function rowsPerLead(house: House): Promise<number[]> {
  const [key = ''] = await writeKeys(house.db, [{ kind: 'form', partnerId: 1, leadTypeId: 1 }])
  const random = randomFrom(11)
  const rows: number[] = []
  for (let n = 0; n < warmUpLeads + measuredLeads; n++) {
    const fields = usualLead(n, random.pick(postcodes))
    const { sent } = await visit(house, { at: startsAt + n * 60 * secondMs, key, fields, fillMs: 20 * secondMs })
    const choosing = sent.statements.filter(({ sql }) => isChoosing(sql))
    if (n >= warmUpLeads) rows.push(choosing.reduce((sum, { rowsRead }) => sum + rowsRead, 0))
  }
  const held = await house.db
    .prepare("SELECT count(*) AS n FROM leads WHERE location <> 'routed'")
    .first<{ n: number }>()
  if (held!.n !== 0) throw new Error(`${held!.n} leads found nobody.`)
  return rows
}

const picksPerRun = 40
const pickRuns = 41
const warmUpRuns = 10

/**
 * The median over runs of many picks each, divided by their number: inside workerd the clock stands still while code
 * runs, so that the time is taken outside, and the request around a run weighs next to nothing.
 */
async function timePicks(houses: readonly House[]): Promise<number[]> {
  const random = randomFrom(13)
  const times: number[][] = houses.map(() => [])
  for (let run = 0; run < warmUpRuns + pickRuns; run++) {
    const at = startsAt + (warmUpLeads + measuredLeads + run) * 60 * secondMs
    const leads = Array.from(
      { length: picksPerRun },
      (_, n): ToPick => ({
        leadId: leadIdAt(at, run * picksPerRun + n),
        leadTypeId: 1 + random.below(4),
        postcode: random.pick(postcodes),
      }),
    )
    for (const [i, house] of houses.entries()) {
      const startedAt = performance.now()
      await house.send(at, '/bench/pick', { method: 'POST', body: JSON.stringify(leads) })
      if (run >= warmUpRuns) times[i]!.push((performance.now() - startedAt) / picksPerRun)
    }
  }
  return times.map((each) => median(each))
}

/** Whatever looks at the queue before the commit: waking, the arms, the candidates. The commit claims and parks. */
const isChoosing = (sql: string): boolean =>
  /\b(FROM|UPDATE) (turns|arms)\b/.test(sql) && !/^\s*INSERT/.test(sql) && sql !== parking

const parking = textOf(parkTurns(textOnly(), []))

/** A database that only remembers what it was asked. */
function textOnly(): D1Database {
  const prepare = (sql: string) => ({ bind: () => ({ sql }) })
  return { prepare } as unknown as D1Database
}

function textOf(statement: D1PreparedStatement): string {
  return (statement as unknown as { sql: string }).sql
}
