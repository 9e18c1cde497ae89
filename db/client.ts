import { drizzle } from 'drizzle-orm/d1'
import * as automations from './schema/automations.ts'
import * as billing from './schema/billing.ts'
import * as config from './schema/config.ts'
import * as messages from './schema/messages.ts'
import * as money from './schema/money.ts'
import * as people from './schema/people.ts'
import * as records from './schema/records.ts'

/** drizzle over D1, for typed reads and for building statements. Writes go through commit. */
export const orm = (db: D1Database) =>
  drizzle(db, { schema: { ...config, ...billing, ...records, ...automations, ...money, ...people, ...messages } })

/** A drizzle query as a D1 statement, so that it can go into a batch beside hand-written ones. */
export function toStatement(
  db: D1Database,
  query: { toSQL(): { sql: string; params: unknown[] } },
): D1PreparedStatement {
  const { sql, params } = query.toSQL()
  return db.prepare(sql).bind(...params)
}
