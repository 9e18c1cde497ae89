import { type applyD1Migrations, env, reset } from 'cloudflare:test'
import type { Env } from '../../worker/env.ts'

export type TestEnv = Env & { MIGRATIONS: Parameters<typeof applyD1Migrations>[1] }

/**
 * An empty database as the migrations leave it. They are applied once; what came of them is then written straight down,
 * which takes a third of the time, and this is most of what a test takes.
 */
export async function freshDb(): Promise<void> {
  const { DB } = env as unknown as TestEnv
  if (result === null) {
    await migratedDb()
    result = await readResult(DB)
    return
  }
  await emptyDb()
  await DB.batch(result.map((sql) => DB.prepare(sql)))
}

/** An empty database to which every migration is applied. As one batch: one after the other they take twice as long. */
export async function migratedDb(): Promise<void> {
  const { DB, MIGRATIONS } = env as unknown as TestEnv
  await emptyDb()
  await DB.batch(MIGRATIONS.flatMap(({ queries }) => queries.map((query) => DB.prepare(query))))
}

let result: readonly string[] | null = null

/** reset() forgets only databases that are awake: one that was idle for ten seconds would come back with its rows. */
async function emptyDb(): Promise<void> {
  await (env as unknown as TestEnv).DB.prepare('SELECT 1').run()
  await reset()
}

/** Tables with their rows, indexes and views in the order in which they were made, and the triggers behind them. */
async function readResult(db: D1Database): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT type, name, sql FROM sqlite_master
       WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY type = 'trigger', rowid`,
    )
    .all<{ type: string; name: string; sql: string }>()
  const rows = await Promise.all(results.filter(({ type }) => type === 'table').map(({ name }) => insertsOf(db, name)))
  const made = (isTrigger: boolean) =>
    results.filter(({ type }) => (type === 'trigger') === isTrigger).map(({ sql }) => sql)
  return [...made(false), ...rows.flat(), ...made(true)]
}

async function insertsOf(db: D1Database, table: string): Promise<string[]> {
  const { results } = await db.prepare(`SELECT * FROM "${table}"`).all()
  return results.map((row) => `INSERT INTO "${table}" VALUES (${Object.values(row).map(literal).join(', ')})`)
}

const literal = (value: unknown): string => {
  if (value === null) return 'NULL'
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`
}
