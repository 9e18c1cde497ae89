import { and, asc, eq, gt, isNotNull, isNull, max } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { leadTypes } from '../schema/config.ts'

export type LeadTypeRow = typeof leadTypes.$inferSelect

export const findLeadType = async (db: D1Database, id: number): Promise<LeadTypeRow | null> =>
  (await orm(db).select().from(leadTypes).where(eq(leadTypes.id, id)).get()) ?? null

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

export async function nextLeadTypeId(db: D1Database): Promise<number> {
  const row = await orm(db)
    .select({ id: max(leadTypes.id) })
    .from(leadTypes)
    .get()
  return (row?.id ?? 0) + 1
}

export const insertLeadType = (db: D1Database, row: LeadTypeRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(leadTypes).values(row))

/** The version that rises with it wakes whoever was parked for this type. */
export const updateLeadType = (db: D1Database, row: LeadTypeRow): D1PreparedStatement =>
  toStatement(db, orm(db).update(leadTypes).set(row).where(eq(leadTypes.id, row.id)))
