import { eq } from 'drizzle-orm'
import { orm } from '../client.ts'
import { accessKeys } from '../schema/config.ts'

export type AccessKeyRow = typeof accessKeys.$inferSelect

/** The key whose SHA-256 this is, revoked and expired ones too. */
export async function findKeyByHash(db: D1Database, hash: string): Promise<AccessKeyRow | null> {
  return (await orm(db).select().from(accessKeys).where(eq(accessKeys.hash, hash)).get()) ?? null
}

/** Notes that a key was used, unless it was noted after `since` already. No history: this is housekeeping. */
export function markKeyUsed(
  db: D1Database,
  { id, now, since }: { id: number; now: number; since: number },
): D1PreparedStatement {
  return db
    .prepare('UPDATE access_keys SET last_used_at = ? WHERE id = ? AND coalesce(last_used_at, 0) < ?')
    .bind(now, id, since)
}
