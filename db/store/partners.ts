import { and, asc, eq, gt, max, ne, sql } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { partners } from '../schema/config.ts'

export type PartnerRow = typeof partners.$inferSelect

export const findPartner = async (db: D1Database, id: number): Promise<PartnerRow | null> =>
  (await orm(db).select().from(partners).where(eq(partners.id, id)).get()) ?? null

interface PartnerFilter {
  after: number
  limit: number
  status: PartnerRow['status'] | undefined
  buys: boolean | undefined
  introduces: boolean | undefined
  /** How the name begins; ASCII letters match whatever their case. */
  search: string | undefined
}

/** By id, behind `after`; one more than `limit` is read, which says whether there is a next page. */
export const listPartners = (
  db: D1Database,
  { after, limit, status, buys, introduces, search }: PartnerFilter,
): Promise<PartnerRow[]> =>
  orm(db)
    .select()
    .from(partners)
    .where(
      and(
        gt(partners.id, after),
        status === undefined ? undefined : eq(partners.status, status),
        buys === undefined ? undefined : eq(partners.buys, buys),
        introduces === undefined ? undefined : eq(partners.introduces, introduces),
        // LIKE takes patterns of 50 bytes at most (D1).
        search === undefined ? undefined : sql`instr(lower(${partners.name}), lower(${search})) = 1`,
      ),
    )
    .orderBy(asc(partners.id))
    .limit(limit + 1)
    .all()

export async function nextPartnerId(db: D1Database): Promise<number> {
  const row = await orm(db)
    .select({ id: max(partners.id) })
    .from(partners)
    .get()
  return (row?.id ?? 0) + 1
}

export const insertPartner = (db: D1Database, row: PartnerRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(partners).values(row))

/**
 * Writes these columns and no others: what deliveries note about a partner's server changes without a version. The
 * version that rises wakes the turns that were parked for this partner.
 */
export const updatePartner = (
  db: D1Database,
  id: number,
  columns: Partial<PartnerRow> & Pick<PartnerRow, 'version'>,
): D1PreparedStatement => toStatement(db, orm(db).update(partners).set(columns).where(eq(partners.id, id)))

/** Whose mobile this is (E.164), at most two of them: all that are not closed, since each of them could be meant (F59). */
export const findMobileOwners = (db: D1Database, mobile: string): Promise<PartnerRow[]> =>
  orm(db)
    .select()
    .from(partners)
    .where(and(eq(partners.mobile, mobile), ne(partners.status, 'closed')))
    .limit(2)
    .all()

/** Stops the batch unless this mobile is this partner's alone, and it is an active buyer: what findMobileOwners found. */
export const mobileMustBeOf = (
  db: D1Database,
  { mobile, partnerId }: { mobile: string; partnerId: number },
): D1PreparedStatement =>
  must(db, {
    ok: `SELECT count(*) = 1 AND coalesce(max(id), 0) = ?2 AND coalesce(min(status = 'active' AND buys = 1), 0) = 1
      FROM partners WHERE mobile = ?1 AND status <> 'closed'`,
    word: 'VERSION_CONFLICT',
    params: [mobile, partnerId],
  })
