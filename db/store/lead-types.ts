import { and, asc, eq, gt, inArray, isNotNull, isNull, max, or, sql } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { leadGroups, leadTypes, setups } from '../schema/config.ts'

export type LeadTypeRow = typeof leadTypes.$inferSelect

export const findLeadType = async (db: D1Database, id: number): Promise<LeadTypeRow | null> =>
  (await orm(db).select().from(leadTypes).where(eq(leadTypes.id, id)).get()) ?? null

/** Lead types by id, in that order; those that are not there are left out. */
export const findLeadTypes = (db: D1Database, ids: readonly number[]): Promise<LeadTypeRow[]> =>
  orm(db)
    .select()
    .from(leadTypes)
    .where(inArray(leadTypes.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`))
    .orderBy(asc(leadTypes.id))
    .all()

/** By id, behind `after`; one more than `limit` is read, which says whether there is a next page. */
export const listLeadTypes = (
  db: D1Database,
  {
    after,
    limit,
    archived,
    leadGroupId,
  }: { after: number; limit: number; archived: boolean | undefined; leadGroupId: number | undefined },
): Promise<LeadTypeRow[]> =>
  orm(db)
    .select()
    .from(leadTypes)
    .where(
      and(
        gt(leadTypes.id, after),
        leadGroupId === undefined ? undefined : eq(leadTypes.leadGroupId, leadGroupId),
        archived === undefined ? undefined : archived ? isNotNull(leadTypes.archivedAt) : isNull(leadTypes.archivedAt),
      ),
    )
    .orderBy(asc(leadTypes.id))
    .limit(limit + 1)
    .all()

/** What buyers may choose themselves (F22): in use, and referred at all. By name; more than a page could show are left out. */
export const listOpenLeadTypes = (db: D1Database): Promise<LeadTypeRow[]> =>
  orm(db)
    .select()
    .from(leadTypes)
    .where(and(isNull(leadTypes.archivedAt), eq(leadTypes.selfService, true), isNotNull(leadTypes.referralMethod)))
    .orderBy(sql`${leadTypes.name} COLLATE NOCASE`, asc(leadTypes.id))
    .limit(200)
    .all()

export interface OfferedTypeRow {
  type: LeadTypeRow
  group: typeof leadGroups.$inferSelect
  /** The partner's own setup for it. */
  setupId: number | null
}

/** What is on offer to a partner: what buyers may choose themselves (F22), and what it has already. By id, behind `after`. */
export const listOfferedLeadTypes = (
  db: D1Database,
  { partnerId, after, limit }: { partnerId: number; after: number; limit: number },
): Promise<OfferedTypeRow[]> =>
  orm(db)
    .select({ type: leadTypes, group: leadGroups, setupId: setups.id })
    .from(leadTypes)
    .innerJoin(leadGroups, eq(leadGroups.id, leadTypes.leadGroupId))
    .leftJoin(setups, and(eq(setups.leadTypeId, leadTypes.id), eq(setups.partnerId, partnerId)))
    .where(
      and(
        gt(leadTypes.id, after),
        or(
          isNotNull(setups.id),
          and(isNull(leadTypes.archivedAt), eq(leadTypes.selfService, true), isNotNull(leadTypes.referralMethod)),
        ),
      ),
    )
    .orderBy(asc(leadTypes.id))
    .limit(limit + 1)
    .all()

export async function nextLeadTypeId(db: D1Database): Promise<number> {
  const row = await orm(db)
    .select({ id: max(leadTypes.id) })
    .from(leadTypes)
    .get()
  return (row?.id ?? 0) + 1
}

export const insertLeadType = (db: D1Database, row: LeadTypeRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(leadTypes).values(row))

/** Stops the batch unless the type is as it was read: its fields are part of what something was checked against. */
export const leadTypeMustBe = (
  db: D1Database,
  { id, version }: Pick<LeadTypeRow, 'id' | 'version'>,
): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT EXISTS (SELECT 1 FROM lead_types WHERE id = ? AND version = ?)',
    word: 'VERSION_CONFLICT',
    params: [id, version],
  })

/** The version that rises with it wakes whoever was parked for this type. */
export const updateLeadType = (db: D1Database, row: LeadTypeRow): D1PreparedStatement =>
  toStatement(db, orm(db).update(leadTypes).set(row).where(eq(leadTypes.id, row.id)))
