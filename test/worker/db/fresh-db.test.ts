import { expect, it } from 'vitest'
import { testDb } from '../../support/ctx.ts'
import { freshDb, migratedDb } from '../../support/fresh-db.ts'

/** Everything that is in a database: how it is made, and its rows. */
async function contents() {
  const { results } = await testDb()
    .prepare(
      "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY type, name",
    )
    .all<{ type: string; name: string }>()
  const tables = results.filter(({ type }) => type === 'table').map(({ name }) => name)
  const rows = await Promise.all(
    tables.map(async (name) => [name, (await testDb().prepare(`SELECT * FROM "${name}"`).all()).results]),
  )
  return { made: results, rows: Object.fromEntries(rows) }
}

it('promises tests the very database that the migrations make', async () => {
  await migratedDb()
  const migrated = await contents()
  await freshDb()
  await freshDb()
  expect(await contents()).toEqual(migrated)
})
