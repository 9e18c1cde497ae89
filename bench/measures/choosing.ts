import { secondMs } from '../../contract/time.ts'
import { parkTurns } from '../../db/store/turns.ts'
import { randomFrom } from '../../test/support/random.ts'
import { usualLead } from '../../test/support/world.ts'
import { writeKeys } from '../../test/support/world-keys.ts'
import { startHouse } from '../house.ts'
import { add, newTally } from '../tally.ts'
import { visit } from '../visitor.ts'
import { armsWorld, parkPaused, postcodes } from '../worlds/arms.ts'
import { writeWorld } from '../worlds/write-world.ts'

const warmUpLeads = 50
const measuredLeads = 200
const startsAt = Date.UTC(2026, 9, 5, 9)

/**
 * Rows that choosing reads for one lead among so many setups, mean over leads that were referred: waking what is due,
 * the arms (the probe) and the candidates, as the Worker runs them for a lead that comes through its form.
 */
export async function measureChoosing({ setups }: { setups: number }): Promise<number> {
  const house = await startHouse()
  await writeWorld(house.db, armsWorld({ setups, buyerUrl: house.buyerUrl }))
  await parkPaused(house.db)
  const [key = ''] = await writeKeys(house.db, [{ kind: 'form', partnerId: 1, leadTypeId: 1 }])
  const random = randomFrom(11)
  const tally = newTally()
  for (let n = 0; n < warmUpLeads + measuredLeads; n++) {
    const fields = usualLead(n, random.pick(postcodes))
    const { sent } = await visit(house, { at: startsAt + n * 60 * secondMs, key, fields, fillMs: 20 * secondMs })
    if (n >= warmUpLeads) add(tally, sent)
  }
  const held = await house.db
    .prepare("SELECT count(*) AS n FROM leads WHERE location <> 'routed'")
    .first<{ n: number }>()
  if (held!.n !== 0) throw new Error(`${held!.n} leads found nobody.`)
  await house.stop()
  const choosing = [...tally.byStatement].filter(([sql]) => isChoosing(sql))
  return choosing.reduce((rows, [, { rowsRead }]) => rows + rowsRead, 0) / measuredLeads
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
