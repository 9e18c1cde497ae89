import { buildWorld, type World } from '../../test/support/world.ts'

/** Writes a world of any size, so many rows at a time. */
export async function writeWorld(db: D1Database, { leadTypes = [], partners = [], setups = [] }: World): Promise<void> {
  await buildWorld(db, { leadTypes })
  for (const chunk of chunksOf(partners)) await buildWorld(db, { leadTypes: [], partners: chunk })
  for (const chunk of chunksOf(setups)) await buildWorld(db, { leadTypes: [], setups: chunk })
}

const rowsPerStatement = 5000

const chunksOf = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / rowsPerStatement) }, (_, i) =>
    rows.slice(i * rowsPerStatement, (i + 1) * rowsPerStatement),
  )
