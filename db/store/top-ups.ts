import { and, desc, eq, lt } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { topUps } from '../schema/money.ts'

export type TopUpRow = typeof topUps.$inferSelect

export const findTopUp = async (db: D1Database, id: string): Promise<TopUpRow | null> =>
  (await orm(db).select().from(topUps).where(eq(topUps.id, id)).get()) ?? null

/** The payment whose money PayPal took under this id; null when it is none of ours, or not yet known to be. */
export const findByCapture = async (db: D1Database, captureId: string): Promise<TopUpRow | null> =>
  (await orm(db).select().from(topUps).where(eq(topUps.captureId, captureId)).get()) ?? null

export const findByOrder = async (db: D1Database, orderId: string): Promise<TopUpRow | null> =>
  (await orm(db).select().from(topUps).where(eq(topUps.orderId, orderId)).get()) ?? null

/** A partner's payments, newest first. */
export const listTopUps = (
  db: D1Database,
  { partnerId, before, limit }: { partnerId: number; before: string | null; limit: number },
): Promise<TopUpRow[]> =>
  orm(db)
    .select()
    .from(topUps)
    .where(and(eq(topUps.partnerId, partnerId), before === null ? undefined : lt(topUps.id, before)))
    .orderBy(desc(topUps.id))
    .limit(limit)
    .all()

export const insertTopUp = (db: D1Database, row: TopUpRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(topUps).values(row))

export const updateTopUp = (db: D1Database, id: string, columns: Partial<Omit<TopUpRow, 'id'>>): D1PreparedStatement =>
  toStatement(db, orm(db).update(topUps).set(columns).where(eq(topUps.id, id)))

/** The next number of a receipt. A unique key decides a race, so that none is given twice or left out. */
export const nextReceipt = async (db: D1Database): Promise<number> =>
  (await db.prepare('SELECT 1 + coalesce(max(receipt), 0) AS next FROM top_ups').first<{ next: number }>())!.next

/** Whether this was found at a payment before: one alarm is raised once. */
export async function wasRaised(db: D1Database, { id, alarm }: { id: string; alarm: string }): Promise<boolean> {
  const row = await db
    .prepare("SELECT EXISTS (SELECT 1 FROM history WHERE id = ? AND data ->> 'alarm' = ?) AS raised")
    .bind(id, alarm)
    .first<{ raised: number }>()
  return row?.raised === 1
}

/** When the payer was last seen to come back from PayPal, as history has it; 0: never. */
export async function lastReturn(db: D1Database, id: string): Promise<number> {
  const row = await db
    .prepare("SELECT max(at) AS at FROM history WHERE id = ? AND event = 'top-up.returned'")
    .bind(id)
    .first<{ at: number | null }>()
  return row?.at ?? 0
}

/** What was found out when PayPal's settings were last tried, as history keeps it. */
export const findLastTrial = async (
  db: D1Database,
): Promise<{ version: number; at: number; data: { trial: string; ok: boolean; findings: string[] } } | null> => {
  const row = await db
    .prepare("SELECT version, at, data FROM history WHERE id = 'paypal' ORDER BY version DESC LIMIT 1")
    .first<{ version: number; at: number; data: string }>()
  return row === null ? null : { ...row, data: JSON.parse(row.data) }
}
