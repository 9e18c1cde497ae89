import { rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { type Random, randomFrom } from '../support/random.ts'
import { startBuyer } from './buyer.ts'
import { findFaults, findLedgerFaults } from './faults.ts'
import { makeData, withDatabase } from './house.ts'
import { type Lives, livesOn } from './lives.ts'
import { type Load, startLoad } from './load.ts'
import { seedWorld } from './world.ts'

export interface CrashReport {
  seed: number
  /** What was under way at each kill: requests without an answer yet, and jobs that were left undone. */
  kills: { requests: number; jobs: number }[]
  /** Leads that were acknowledged, those of them that nobody could take, and charges. */
  leads: number
  held: number
  charges: number
  requests: number
  /** Requests that were broken off; each was sent again. */
  broken: number
  /** Deliveries that a buyer accepted once more, under the same reference. */
  repeats: number
  /** What is wrong, in words: empty when every promise was kept. Then the data is gone, too. */
  faults: string[]
  data: string
}

/**
 * Kills the Worker with SIGKILL under load, again and again at seeded moments, and starts it anew on the same data. At
 * the end it is swept until nothing is left to do; then every lead, delivery and charge is compared with what the
 * clients were told and what the buyers heard.
 */
export async function runCrashes({ kills, seed }: { kills: number; seed: number }): Promise<CrashReport> {
  const random = randomFrom(seed)
  const buyer = await startBuyer()
  const folder = await makeData()
  const lives = livesOn(folder)
  const keys = await withDatabase(folder, (db) => seedWorld(db, buyer.url))
  const load = startLoad({ keys, random, origin: lives.origin })
  try {
    const killed = await crash(lives, { kills, folder, random, load })
    await comeToRest(lives, { folder, load })
    const ledgerFaults = await findLedgerFaults(lives, keys)
    const counts = await withDatabase(folder, countAll)
    const faults = [...ledgerFaults, ...(await withDatabase(folder, (db) => findFaults(db, { load, buyer })))]
    if (faults.length === 0) await rm(folder, { recursive: true })
    return {
      seed,
      kills: killed,
      ...counts,
      leads: load.acknowledged.size,
      requests: load.sent,
      broken: load.broken,
      repeats: [...buyer.accepted.values()].reduce((sum, times) => sum + times - 1, 0),
      faults,
      data: folder,
    }
  } finally {
    load.abandon()
    await lives.end()
    await buyer.stop()
  }
}

/** Past every lease, so that the sweeps of the next life find what the last one left. */
const minutesBetweenLives = 2
/** Past every retry and every open breaker as well. */
const minutesToRest = 90

async function crash(
  lives: Lives,
  { kills, folder, random, load }: { kills: number; folder: string; random: Random; load: Load },
): Promise<CrashReport['kills']> {
  const killed: CrashReport['kills'] = []
  for (let kill = 0; kill < kills; kill++) {
    await lives.begin(minutesBetweenLives)
    const sweeps = setInterval(lives.sweep, 400)
    await wait(1200 + random.below(2000))
    clearInterval(sweeps)
    const requests = load.inFlight
    await lives.end()
    killed.push({ requests, jobs: await jobsIn(folder) })
  }
  return killed
}

/** Lets the clients finish, then the Worker, one more life at a time. */
async function comeToRest(lives: Lives, { folder, load }: { folder: string; load: Load }): Promise<void> {
  await lives.begin(minutesBetweenLives)
  await load.finish()
  await lives.end()
  for (let life = 0; life < 8 && (await jobsIn(folder)) > 0; life++) {
    await lives.begin(minutesToRest)
    for (let sweep = 0; sweep < 3; sweep++) await lives.sweep()
    await lives.end()
  }
}

const jobsIn = (folder: string): Promise<number> =>
  withDatabase(folder, (db) => countOf(db, 'SELECT count(*) AS n FROM jobs'))

const countAll = async (db: D1Database): Promise<Pick<CrashReport, 'held' | 'charges'>> => ({
  held: await countOf(db, "SELECT count(*) AS n FROM leads WHERE location = 'held'"),
  charges: await countOf(db, "SELECT count(*) AS n FROM transfers WHERE kind = 'settle'"),
})

async function countOf(db: D1Database, sql: string): Promise<number> {
  const row = await db.prepare(sql).first<{ n: number }>()
  return row!.n
}
