import { and, asc, eq, gt, max } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { accessKeys } from '../schema/config.ts'

export type KeyRow = typeof accessKeys.$inferSelect

export const findKey = async (db: D1Database, id: number): Promise<KeyRow | null> =>
  (await orm(db).select().from(accessKeys).where(eq(accessKeys.id, id)).get()) ?? null

/** By id, behind `after`; one more than `limit` is read, which says whether there is a next page. */
export const listKeys = (
  db: D1Database,
  filter: { after: number; limit: number; kind: KeyRow['kind'] | undefined; partnerId: number | undefined },
): Promise<KeyRow[]> =>
  orm(db)
    .select()
    .from(accessKeys)
    .where(
      and(
        gt(accessKeys.id, filter.after),
        filter.kind === undefined ? undefined : eq(accessKeys.kind, filter.kind),
        filter.partnerId === undefined ? undefined : eq(accessKeys.partnerId, filter.partnerId),
      ),
    )
    .orderBy(asc(accessKeys.id))
    .limit(filter.limit + 1)
    .all()

export async function nextKeyId(db: D1Database): Promise<number> {
  const row = await orm(db)
    .select({ id: max(accessKeys.id) })
    .from(accessKeys)
    .get()
  return (row?.id ?? 0) + 1
}

export const insertKey = (db: D1Database, row: KeyRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(accessKeys).values(row))

/** From here on nobody gets in with it; its version tells whoever had it in a cache. */
export const revokeKeyRow = (
  db: D1Database,
  { id, version, revokedAt }: { id: number; version: number; revokedAt: number },
): D1PreparedStatement =>
  db.prepare('UPDATE access_keys SET version = ?2, revoked_at = ?3 WHERE id = ?1').bind(id, version, revokedAt)
