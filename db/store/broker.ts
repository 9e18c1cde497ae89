import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { broker } from '../schema/config.ts'

export type BrokerRow = typeof broker.$inferSelect

/** The broker that this deployment serves; null before it was set up. */
export const findBroker = async (db: D1Database): Promise<BrokerRow | null> =>
  (await orm(db).select().from(broker).get()) ?? null

/** A payment that was begun is credited as it was asked for, however late it is paid. */
const anyMoney = 'EXISTS (SELECT 1 FROM transfers) OR EXISTS (SELECT 1 FROM top_ups)'

/** True as soon as any money has moved or is on its way: the currency is fixed from then on. */
export async function hasMoney(db: D1Database): Promise<boolean> {
  const row = await db.prepare(`SELECT ${anyMoney} AS any_row`).first<{ any_row: number }>()
  return row?.any_row === 1
}

/** Stops the batch when money has moved since hasMoney was read. */
export const mustHaveNoMoney = (db: D1Database): D1PreparedStatement =>
  must(db, { ok: `SELECT NOT (${anyMoney})`, word: 'VERSION_CONFLICT' })

export const insertBroker = (db: D1Database, row: BrokerRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(broker).values(row))

export const updateBroker = (db: D1Database, row: BrokerRow): D1PreparedStatement =>
  toStatement(db, orm(db).update(broker).set(row))
