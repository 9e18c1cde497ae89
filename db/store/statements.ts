import { and, desc, eq, lt } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { statementKeys, statements } from '../schema/money.ts'

export type StatementRow = typeof statements.$inferSelect

export const findStatement = async (
  db: D1Database,
  { party, month }: { party: number; month: number },
): Promise<StatementRow | null> =>
  (await orm(db)
    .select()
    .from(statements)
    .where(and(eq(statements.party, party), eq(statements.month, month)))
    .get()) ?? null

/** The last statement before a month, and the first after it: what lies between them is still to be signed. */
export async function findNeighbours(
  db: D1Database,
  { party, month }: { party: number; month: number },
): Promise<{ before: StatementRow | null; after: StatementRow | null }> {
  const columns = `party, month, starts_at AS startsAt, ends_at AS endsAt, opening_n AS openingN,
    opening_hash AS openingHash, closing_n AS closingN, closing_hash AS closingHash, head, signature, made_at AS madeAt`
  const select = (where: string) =>
    db.prepare(`SELECT ${columns} FROM statements WHERE party = ?1 AND month ${where} LIMIT 1`).bind(party, month)
  const [before, after] = await db.batch<StatementRow>([
    select('< ?2 ORDER BY month DESC'),
    select('> ?2 ORDER BY month'),
  ])
  return { before: before!.results[0] ?? null, after: after!.results[0] ?? null }
}

/** A partner's statements, newest first, before a month. */
export const listStatements = (
  db: D1Database,
  { party, before, limit }: { party: number; before: number | null; limit: number },
): Promise<StatementRow[]> =>
  orm(db)
    .select()
    .from(statements)
    .where(and(eq(statements.party, party), before === null ? undefined : lt(statements.month, before)))
    .orderBy(desc(statements.month))
    .limit(limit)
    .all()

export const insertStatement = (db: D1Database, row: StatementRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(statements).values(row))

/** Keeps a key's public half for good, the first time that it signs. */
export const rememberKey = (
  db: D1Database,
  { id, publicKey, now }: { id: string; publicKey: string; now: number },
): D1PreparedStatement =>
  db
    .prepare('INSERT OR IGNORE INTO statement_keys (id, public_key, first_used_at) VALUES (?, ?, ?)')
    .bind(id, publicKey, now)

export const listStatementKeys = (db: D1Database) =>
  orm(db).select().from(statementKeys).orderBy(desc(statementKeys.firstUsedAt)).all()

/** Whether the statements of a month were begun. */
export async function isMonthBegun(db: D1Database, month: number): Promise<boolean> {
  const row = await db.prepare('SELECT 1 AS begun FROM month_ends WHERE month = ?').bind(month).first()
  return row !== null
}

/** Begins the statements of a month, once: whoever comes second is stopped by the key. */
export const beginMonth = (db: D1Database, { month, now }: { month: number; now: number }): D1PreparedStatement =>
  db.prepare('INSERT INTO month_ends (month, at) VALUES (?, ?)').bind(month, now)

/** The next partners, by number, whose statement had a line before an instant. */
export const selectPartiesAfter = (
  db: D1Database,
  { after, until, limit }: { after: number; until: number; limit: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT id FROM partners WHERE id > ? AND EXISTS (SELECT 1 FROM transfers WHERE party = partners.id AND n = 1 AND at < ?)
       ORDER BY id LIMIT ?`,
    )
    .bind(after, until, limit)

/** Stops the batch when somebody else made a statement of this partner meanwhile: it would begin or end elsewhere. */
export const statementsMustBe = (
  db: D1Database,
  { party, count }: { party: number; count: number },
): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT count(*) = ? FROM statements WHERE party = ?',
    word: 'VERSION_CONFLICT',
    params: [count, party],
  })

export const countStatements = async (db: D1Database, party: number): Promise<number> =>
  (await db.prepare('SELECT count(*) AS n FROM statements WHERE party = ?').bind(party).first<{ n: number }>())!.n
