import { and, desc, eq, gt, lt, sql } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { logins, sessions } from '../schema/people.ts'

export type SessionRow = typeof sessions.$inferSelect

/** A session with whose it is and what they may. */
export interface SessionOfLogin extends SessionRow {
  partnerId: number
  access: typeof logins.$inferSelect.access
}

const ofLogin = {
  id: sessions.id,
  hash: sessions.hash,
  loginId: sessions.loginId,
  startedAt: sessions.startedAt,
  usedAt: sessions.usedAt,
  idleUntil: sessions.idleUntil,
  until: sessions.until,
  partnerId: sql<number>`${logins.partnerId}`,
  access: logins.access,
}

/** The session whose token has this SHA-256; expired ones too, ended ones are gone. */
export const findSessionByHash = async (db: D1Database, hash: string): Promise<SessionOfLogin | null> =>
  (await orm(db)
    .select(ofLogin)
    .from(sessions)
    .innerJoin(logins, eq(logins.id, sessions.loginId))
    .where(eq(sessions.hash, hash))
    .get()) ?? null

export const findSession = async (db: D1Database, id: string): Promise<SessionOfLogin | null> =>
  (await orm(db)
    .select(ofLogin)
    .from(sessions)
    .innerJoin(logins, eq(logins.id, sessions.loginId))
    .where(eq(sessions.id, id))
    .get()) ?? null

interface SessionFilter {
  /** The page before ended with this one; null for the first page. */
  before: string | null
  limit: number
  now: number
  loginId: number | undefined
  partnerId: number | undefined
}

/** Who is signed in now, newest first; one more than `limit` is read, which says whether there is a next page. */
export const listSessions = (
  db: D1Database,
  { before, limit, now, loginId, partnerId }: SessionFilter,
): Promise<SessionOfLogin[]> =>
  orm(db)
    .select(ofLogin)
    .from(sessions)
    .innerJoin(logins, eq(logins.id, sessions.loginId))
    .where(
      and(
        gt(sessions.idleUntil, now),
        before === null ? undefined : lt(sessions.id, before),
        loginId === undefined ? undefined : eq(sessions.loginId, loginId),
        partnerId === undefined ? undefined : eq(logins.partnerId, partnerId),
      ),
    )
    .orderBy(desc(sessions.id))
    .limit(limit + 1)
    .all()

export const insertSession = (db: D1Database, row: SessionRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(sessions).values(row))

/** Notes that a session was used, unless it was noted after `since` already. No history: this is housekeeping. */
export const markSessionUsed = (
  db: D1Database,
  { id, now, since, idleUntil }: { id: string; now: number; since: number; idleUntil: number },
): D1PreparedStatement =>
  db
    .prepare('UPDATE sessions SET used_at = ?2, idle_until = ?3 WHERE id = ?1 AND used_at <= ?4')
    .bind(id, now, idleUntil, since)

export const deleteSession = (db: D1Database, id: string): D1PreparedStatement =>
  db.prepare('DELETE FROM sessions WHERE id = ?').bind(id)

/** Takes away what has run out: sessions, codes, and throttles that are as full as one that never was. */
export const purgePeople = (db: D1Database, now: number): D1PreparedStatement[] => [
  db.prepare('DELETE FROM sessions WHERE idle_until <= ?').bind(now),
  db.prepare('DELETE FROM codes WHERE until <= ?').bind(now),
  db.prepare('DELETE FROM throttles WHERE full_at <= ?').bind(now),
]
