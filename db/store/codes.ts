import { eq } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { codes } from '../schema/people.ts'

export type CodeRow = typeof codes.$inferSelect

export const findCode = async (db: D1Database, id: string): Promise<CodeRow | null> =>
  (await orm(db).select().from(codes).where(eq(codes.id, id)).get()) ?? null

export const insertCode = (db: D1Database, row: CodeRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(codes).values(row))

/** Stops the batch with CODE_MOVED unless the code was neither used nor tried since it was read. */
export const codeMustBe = (db: D1Database, { id, tries }: Pick<CodeRow, 'id' | 'tries'>): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT EXISTS (SELECT 1 FROM codes WHERE id = ? AND tries = ? AND used_at IS NULL)',
    word: 'CODE_MOVED',
    params: [id, tries],
  })

/** From here on it opens nothing, and nothing of what it was asked with is kept. */
export const useCode = (db: D1Database, { id, now }: { id: string; now: number }): D1PreparedStatement =>
  db.prepare('UPDATE codes SET used_at = ?2, data = NULL WHERE id = ?1').bind(id, now)

export const countTry = (db: D1Database, id: string): D1PreparedStatement =>
  db.prepare('UPDATE codes SET tries = tries + 1 WHERE id = ?').bind(id)

/** Takes back every code that was sent for a login: its invitations. */
export const deleteCodesOfLogin = (db: D1Database, loginId: number): D1PreparedStatement =>
  db.prepare('DELETE FROM codes WHERE login_id = ?').bind(loginId)

/** Lets somebody do once more what is limited, or stops the batch with RATE_LIMITED and the seconds to wait. */
export const takeThrottle = (
  db: D1Database,
  { key, stepMs, spanMs, now }: { key: string; stepMs: number; spanMs: number; now: number },
): D1PreparedStatement =>
  db
    .prepare(
      'INSERT INTO throttle_takes (key, step, span, now) VALUES (?1, CAST(?2 AS INTEGER), CAST(?3 AS INTEGER), CAST(?4 AS INTEGER))',
    )
    .bind(key, stepMs, spanMs, now)
