import { and, asc, eq, gt, isNotNull, isNull, max } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { introducerTerms } from '../schema/billing.ts'

export type IntroducerTermsRow = typeof introducerTerms.$inferSelect

export const findTerms = async (db: D1Database, id: number): Promise<IntroducerTermsRow | null> =>
  (await orm(db).select().from(introducerTerms).where(eq(introducerTerms.id, id)).get()) ?? null

/** The terms of an introducer for exactly this type (null: every type), if there are any that count. */
export const findLiveTerms = async (
  db: D1Database,
  { partnerId, leadTypeId }: { partnerId: number; leadTypeId: number | null },
): Promise<IntroducerTermsRow | null> =>
  (await orm(db)
    .select()
    .from(introducerTerms)
    .where(
      and(
        eq(introducerTerms.partnerId, partnerId),
        leadTypeId === null ? isNull(introducerTerms.leadTypeId) : eq(introducerTerms.leadTypeId, leadTypeId),
        isNull(introducerTerms.archivedAt),
      ),
    )
    .get()) ?? null

/** By id, behind `after`; one more than `limit` is read, which says whether there is a next page. */
export const listTerms = (
  db: D1Database,
  {
    after,
    limit,
    partnerId,
    archived,
  }: { after: number; limit: number; partnerId: number | undefined; archived: boolean | undefined },
): Promise<IntroducerTermsRow[]> =>
  orm(db)
    .select()
    .from(introducerTerms)
    .where(
      and(
        gt(introducerTerms.id, after),
        partnerId === undefined ? undefined : eq(introducerTerms.partnerId, partnerId),
        archived === undefined
          ? undefined
          : archived
            ? isNotNull(introducerTerms.archivedAt)
            : isNull(introducerTerms.archivedAt),
      ),
    )
    .orderBy(asc(introducerTerms.id))
    .limit(limit + 1)
    .all()

export async function nextTermsId(db: D1Database): Promise<number> {
  const row = await orm(db)
    .select({ id: max(introducerTerms.id) })
    .from(introducerTerms)
    .get()
  return (row?.id ?? 0) + 1
}

export const insertTerms = (db: D1Database, row: IntroducerTermsRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(introducerTerms).values(row))

export const updateTerms = (db: D1Database, row: IntroducerTermsRow): D1PreparedStatement =>
  toStatement(db, orm(db).update(introducerTerms).set(row).where(eq(introducerTerms.id, row.id)))

/** What a lead is owed for by the terms that count for it: those of its type before those of every type. */
export interface OwedRow {
  amount: number
  /** As JSON (contract/introducer-terms.ts). */
  shares: string
}

export const selectOwed = (
  db: D1Database,
  { introducerId, leadTypeId }: { introducerId: number; leadTypeId: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT amount, shares FROM introducer_terms
       WHERE partner_id = ?1 AND coalesce(lead_type_id, 0) IN (0, ?2) AND archived_at IS NULL
       ORDER BY lead_type_id IS NULL LIMIT 1`,
    )
    .bind(introducerId, leadTypeId)
