import { and, asc, eq, gt, inArray, isNotNull, isNull, max, sql } from 'drizzle-orm'
import type { TemplateKind } from '../../contract/template.ts'
import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { templates } from '../schema/automations.ts'

export type TemplateRow = typeof templates.$inferSelect

export const findTemplate = async (db: D1Database, id: number): Promise<TemplateRow | null> =>
  (await orm(db).select().from(templates).where(eq(templates.id, id)).get()) ?? null

export const findTemplates = (db: D1Database, ids: readonly number[]): Promise<TemplateRow[]> =>
  orm(db)
    .select()
    .from(templates)
    .where(inArray(templates.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`))
    .all()

/** By id, behind `after`; one more than `limit` is read, which says whether there is a next page. */
export const listTemplates = (
  db: D1Database,
  {
    after,
    limit,
    kind,
    archived,
  }: { after: number; limit: number; kind: TemplateKind | undefined; archived: boolean | undefined },
): Promise<TemplateRow[]> =>
  orm(db)
    .select()
    .from(templates)
    .where(
      and(
        gt(templates.id, after),
        kind === undefined ? undefined : eq(templates.kind, kind),
        archived === undefined ? undefined : archived ? isNotNull(templates.archivedAt) : isNull(templates.archivedAt),
      ),
    )
    .orderBy(asc(templates.id))
    .limit(limit + 1)
    .all()

export async function nextTemplateId(db: D1Database): Promise<number> {
  const row = await orm(db)
    .select({ id: max(templates.id) })
    .from(templates)
    .get()
  return (row?.id ?? 0) + 1
}

export const insertTemplate = (db: D1Database, row: TemplateRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(templates).values(row))

export const updateTemplate = (db: D1Database, row: TemplateRow): D1PreparedStatement =>
  toStatement(db, orm(db).update(templates).set(row).where(eq(templates.id, row.id)))

/** Stops the batch unless the template is as it was read: its fields are part of what an automation was checked against. */
export const templateMustBe = (
  db: D1Database,
  { id, version }: Pick<TemplateRow, 'id' | 'version'>,
): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT EXISTS (SELECT 1 FROM templates WHERE id = ? AND version = ?)',
    word: 'VERSION_CONFLICT',
    params: [id, version],
  })
