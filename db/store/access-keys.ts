import { and, eq, not, sql } from 'drizzle-orm'
import { orm } from '../client.ts'
import { accessKeys } from '../schema/config.ts'

export type AccessKeyRow = typeof accessKeys.$inferSelect

/**
 * The key whose SHA-256 this is, revoked and expired ones too. A closed partner's own key is as good as none, like the
 * sessions of its people; its forms go on, so that nobody's request is lost.
 */
export async function findKeyByHash(db: D1Database, hash: string): Promise<AccessKeyRow | null> {
  const row = await orm(db)
    .select()
    .from(accessKeys)
    .where(and(eq(accessKeys.hash, hash), not(isOfClosedPartner)))
    .get()
  return row ?? null
}

const isOfClosedPartner = sql`(${accessKeys.kind} = 'partner'
  AND EXISTS (SELECT 1 FROM partners p WHERE p.id = ${accessKeys.partnerId} AND p.status = 'closed'))`

/** Notes that a key was used, unless it was noted after `since` already. No history: this is housekeeping. */
export function markKeyUsed(
  db: D1Database,
  { id, now, since }: { id: number; now: number; since: number },
): D1PreparedStatement {
  return db
    .prepare('UPDATE access_keys SET last_used_at = ? WHERE id = ? AND coalesce(last_used_at, 0) < ?')
    .bind(now, id, since)
}
