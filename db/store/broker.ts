import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { broker } from '../schema/config.ts'

export type BrokerRow = typeof broker.$inferSelect

/** The broker that this deployment serves; null before it was set up. */
export const findBroker = async (db: D1Database): Promise<BrokerRow | null> =>
  (await orm(db).select().from(broker).get()) ?? null

/** True as soon as any money has moved: the currency is fixed from then on. */
export async function hasTransfers(db: D1Database): Promise<boolean> {
  const row = await db.prepare('SELECT EXISTS (SELECT 1 FROM transfers) AS any_row').first<{ any_row: number }>()
  return row?.any_row === 1
}

/** Stops the batch when money has moved since hasTransfers was read. */
export const mustHaveNoTransfers = (db: D1Database): D1PreparedStatement =>
  must(db, { ok: 'SELECT NOT EXISTS (SELECT 1 FROM transfers)', word: 'VERSION_CONFLICT' })

export const insertBroker = (db: D1Database, row: BrokerRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(broker).values(row))

export const updateBroker = (db: D1Database, row: BrokerRow): D1PreparedStatement =>
  toStatement(db, orm(db).update(broker).set(row))
