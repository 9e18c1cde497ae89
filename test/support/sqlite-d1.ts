import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

/**
 * The migrated database in Node's own SQLite, for tests that need thousands of small histories: the same SQL and the
 * same triggers as D1, without a runtime around it. Statements are made by db/store as ever; `run` is one batch.
 */
export function sqliteD1() {
  const database = new DatabaseSync(':memory:')
  for (const file of readdirSync('db/migrations').sort()) database.exec(readFileSync(`db/migrations/${file}`, 'utf8'))
  const known = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const prepared = (sql: string) => {
    const statement = known.get(sql) ?? database.prepare(sql)
    known.set(sql, statement)
    return statement
  }
  const db = {
    prepare: (sql: string) => ({ sql, params: [] as unknown[], bind: (...params: unknown[]) => ({ sql, params }) }),
  }
  return {
    db: db as unknown as D1Database,
    exec: (sql: string) => database.exec(sql),
    all: <Row>(sql: string, ...params: SQLInputValue[]): Row[] => prepared(sql).all(...params) as Row[],
    /** All or nothing; null when it is done, otherwise why it was refused. */
    run(statements: readonly D1PreparedStatement[]): string | null {
      database.exec('SAVEPOINT batch')
      try {
        for (const statement of statements) {
          const { sql, params } = statement as unknown as { sql: string; params: SQLInputValue[] }
          prepared(sql).run(...params)
        }
        database.exec('RELEASE batch')
        return null
      } catch (error) {
        database.exec('ROLLBACK TO batch; RELEASE batch')
        return (error as Error).message
      }
    },
  }
}
