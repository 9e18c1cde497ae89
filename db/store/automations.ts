import { and, asc, eq, gt, isNotNull, isNull, max } from 'drizzle-orm'
import type { AutomationEvent } from '../../contract/automation.ts'
import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { automations } from '../schema/automations.ts'
import type { JobRow } from './jobs.ts'

export type AutomationRow = typeof automations.$inferSelect

export const findAutomation = async (db: D1Database, id: number): Promise<AutomationRow | null> =>
  (await orm(db).select().from(automations).where(eq(automations.id, id)).get()) ?? null

/** By id, behind `after`; one more than `limit` is read, which says whether there is a next page. */
export const listAutomations = (
  db: D1Database,
  { after, limit, archived }: { after: number; limit: number; archived: boolean | undefined },
): Promise<AutomationRow[]> =>
  orm(db)
    .select()
    .from(automations)
    .where(and(gt(automations.id, after), ifGiven(archived)))
    .orderBy(asc(automations.id))
    .limit(limit + 1)
    .all()

/** Every automation that is not archived: what a change of a template or of fields must still suit. */
export const liveAutomations = (db: D1Database): Promise<AutomationRow[]> =>
  orm(db).select().from(automations).where(isNull(automations.archivedAt)).orderBy(asc(automations.id)).all()

/** Those that listen to an event of a lead of this type, in the order in which they were made. */
export const listeningAutomations = async (
  db: D1Database,
  { event, leadTypeId }: { event: AutomationEvent; leadTypeId: number },
): Promise<AutomationRow[]> => {
  const rows = await orm(db)
    .select()
    .from(automations)
    .where(and(eq(automations.event, event), eq(automations.active, true), isNull(automations.archivedAt)))
    .orderBy(asc(automations.id))
    .all()
  return rows.filter((row) => row.leadTypeId === null || row.leadTypeId === leadTypeId)
}

export async function nextAutomationId(db: D1Database): Promise<number> {
  const row = await orm(db)
    .select({ id: max(automations.id) })
    .from(automations)
    .get()
  return (row?.id ?? 0) + 1
}

export const insertAutomation = (db: D1Database, row: AutomationRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(automations).values(row))

export const updateAutomation = (db: D1Database, { cutDay: _, ...row }: AutomationRow): D1PreparedStatement =>
  toStatement(db, orm(db).update(automations).set(row).where(eq(automations.id, row.id)))

/** Notes that the broker was told today that this automation goes round in circles: no change of it, so no version. */
export const setCutDay = (db: D1Database, id: number, day: number): D1PreparedStatement =>
  toStatement(db, orm(db).update(automations).set({ cutDay: day }).where(eq(automations.id, id)))

/** Stops the batch unless the automation is as it was read: an archived one starts nothing any more. */
export const automationMustBe = (
  db: D1Database,
  { id, version }: Pick<AutomationRow, 'id' | 'version'>,
): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT EXISTS (SELECT 1 FROM automations WHERE id = ? AND version = ?)',
    word: 'AUTOMATION_CHANGED',
    params: [id, version],
  })

/** Stops the batch unless the live automations are as they were read; they only rise and never leave. */
export const liveAutomationsMustBe = (db: D1Database, rows: readonly AutomationRow[]): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT count(*) = ? AND coalesce(sum(version), 0) = ? FROM automations WHERE archived_at IS NULL',
    word: 'VERSION_CONFLICT',
    params: [rows.length, rows.reduce((sum, { version }) => sum + version, 0)],
  })

/**
 * Puts in the job that starts automations, only where one listens to this event of this lead type. The constants let
 * SQLite see that the partial index will do: two look-ups, whatever else there is.
 */
export const startJobSql = `INSERT INTO jobs (due, id, kind, data, attempts, party) SELECT ?1, ?2, ?3, ?4, 1, NULL
  WHERE EXISTS (SELECT 1 FROM automations
      WHERE event = ?5 AND lead_type_id = ?6 AND active = 1 AND archived_at IS NULL)
    OR EXISTS (SELECT 1 FROM automations
      WHERE event = ?5 AND lead_type_id IS NULL AND active = 1 AND archived_at IS NULL)`

export const insertStartJob = (
  db: D1Database,
  { job, event, leadTypeId }: { job: JobRow; event: AutomationEvent; leadTypeId: number },
): D1PreparedStatement =>
  db.prepare(startJobSql).bind(job.due, job.id, job.kind, JSON.stringify(job.data), event, leadTypeId)

export const selectJob = (db: D1Database, { due, id }: Pick<JobRow, 'due' | 'id'>): D1PreparedStatement =>
  db.prepare('SELECT id FROM jobs WHERE due = ? AND id = ?').bind(due, id)

const ifGiven = (archived: boolean | undefined) =>
  archived === undefined ? undefined : archived ? isNotNull(automations.archivedAt) : isNull(automations.archivedAt)
