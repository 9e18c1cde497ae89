import { and, asc, eq, gt, isNotNull, isNull, max } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { leadGroups, leadTypes } from '../schema/config.ts'

export type LeadGroupRow = typeof leadGroups.$inferSelect

export const findLeadGroup = async (db: D1Database, id: number): Promise<LeadGroupRow | null> =>
  (await orm(db).select().from(leadGroups).where(eq(leadGroups.id, id)).get()) ?? null

/** By id, behind `after`; one more than `limit` is read, which says whether there is a next page. */
export const listLeadGroups = (
  db: D1Database,
  { after, limit, archived }: { after: number; limit: number; archived: boolean | undefined },
): Promise<LeadGroupRow[]> =>
  orm(db)
    .select()
    .from(leadGroups)
    .where(and(gt(leadGroups.id, after), ifGiven(archived)))
    .orderBy(asc(leadGroups.id))
    .limit(limit + 1)
    .all()

export async function nextLeadGroupId(db: D1Database): Promise<number> {
  const row = await orm(db)
    .select({ id: max(leadGroups.id) })
    .from(leadGroups)
    .get()
  return (row?.id ?? 0) + 1
}

export const insertLeadGroup = (db: D1Database, row: LeadGroupRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(leadGroups).values(row))

export const updateLeadGroup = (db: D1Database, row: LeadGroupRow): D1PreparedStatement =>
  toStatement(db, orm(db).update(leadGroups).set(row).where(eq(leadGroups.id, row.id)))

/** Stops the batch unless the group is as it was read: its fields are part of what its types were checked against. */
export const groupMustBe = (db: D1Database, { id, version }: LeadGroupRow): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT EXISTS (SELECT 1 FROM lead_groups WHERE id = ? AND version = ?)',
    word: 'VERSION_CONFLICT',
    params: [id, version],
  })

/**
 * Stops the batch unless the group's lead types are as they were read. Versions only rise and types never leave, so
 * their number and the sum of their versions change with every change.
 */
export const typesOfGroupMustBe = (
  db: D1Database,
  groupId: number,
  types: readonly { version: number }[],
): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT count(*) = ? AND coalesce(sum(version), 0) = ? FROM lead_types WHERE lead_group_id = ?',
    word: 'VERSION_CONFLICT',
    params: [types.length, types.reduce((sum, { version }) => sum + version, 0), groupId],
  })

export const listTypesOfGroup = (db: D1Database, groupId: number): Promise<(typeof leadTypes.$inferSelect)[]> =>
  orm(db).select().from(leadTypes).where(eq(leadTypes.leadGroupId, groupId)).orderBy(asc(leadTypes.id)).all()

const ifGiven = (archived: boolean | undefined) =>
  archived === undefined ? undefined : archived ? isNotNull(leadGroups.archivedAt) : isNull(leadGroups.archivedAt)
