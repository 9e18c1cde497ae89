import { and, asc, eq } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { automationRuns, automations } from '../schema/automations.ts'

export type RunRow = typeof automationRuns.$inferSelect

export const findRun = async (db: D1Database, leadId: string, n: number): Promise<RunRow | null> =>
  (await orm(db).select().from(automationRuns).where(thisRun({ leadId, n })).get()) ?? null

/** A lead's runs, oldest first, each with the name of its automation. */
export const listRuns = (db: D1Database, leadId: string): Promise<(RunRow & { name: string })[]> =>
  orm(db)
    .select({ run: automationRuns, name: automations.name })
    .from(automationRuns)
    .innerJoin(automations, eq(automations.id, automationRuns.automationId))
    .where(eq(automationRuns.leadId, leadId))
    .orderBy(asc(automationRuns.n))
    .all()
    .then((rows) => rows.map(({ run, name }) => ({ ...run, name })))

export const insertRun = (db: D1Database, row: RunRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(automationRuns).values(row))

export const updateRun = (db: D1Database, row: RunRow): D1PreparedStatement =>
  toStatement(db, orm(db).update(automationRuns).set(row).where(thisRun(row)))

/** Stops the batch with RUN_MOVED unless the run still waits at this step, as it was read. */
export const runMustWait = (
  db: D1Database,
  { leadId, n, version }: Pick<RunRow, 'leadId' | 'n' | 'version'>,
): D1PreparedStatement =>
  must(db, {
    ok: "SELECT EXISTS (SELECT 1 FROM automation_runs WHERE lead_id = ? AND n = ? AND version = ? AND state = 'waiting')",
    word: 'RUN_MOVED',
    params: [leadId, n, version],
  })

/** Cancels every run of an automation that waits: it is archived. Its own history says when and by whom. */
export const cancelRunsOf = (db: D1Database, automationId: number): D1PreparedStatement =>
  db
    .prepare(
      "UPDATE automation_runs SET state = 'cancelled', reason = 'ARCHIVED' WHERE automation_id = ? AND state = 'waiting'",
    )
    .bind(automationId)

const thisRun = ({ leadId, n }: Pick<RunRow, 'leadId' | 'n'>) =>
  and(eq(automationRuns.leadId, leadId), eq(automationRuns.n, n))
