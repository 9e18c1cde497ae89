import { and, asc, eq, isNotNull, isNull, max } from 'drizzle-orm'
import { liveStates } from '../../contract/referral.ts'
import type { StageKind } from '../../contract/stage.ts'
import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { stages } from '../schema/config.ts'
import type { LeadRow } from './leads.ts'

export type StageRow = typeof stages.$inferSelect

export const findStage = async (db: D1Database, id: number): Promise<StageRow | null> =>
  (await orm(db).select().from(stages).where(eq(stages.id, id)).get()) ?? null

/** All of them in the broker's order, or only the live or the archived ones. */
export const listStages = (db: D1Database, archived?: boolean): Promise<StageRow[]> =>
  orm(db)
    .select()
    .from(stages)
    .where(
      and(archived === undefined ? undefined : archived ? isNotNull(stages.archivedAt) : isNull(stages.archivedAt)),
    )
    .orderBy(asc(stages.position), asc(stages.id))
    .all()

/** The numbers that come next: stages are never deleted, so the number says how many there are. */
export async function nextStage(db: D1Database): Promise<{ id: number; position: number }> {
  const row = await orm(db)
    .select({ id: max(stages.id), position: max(stages.position) })
    .from(stages)
    .get()
  return { id: (row?.id ?? 0) + 1, position: (row?.position ?? 0) + 10 }
}

export const insertStage = (db: D1Database, row: StageRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(stages).values(row))

export const updateStage = (db: D1Database, row: StageRow): D1PreparedStatement =>
  toStatement(db, orm(db).update(stages).set(row).where(eq(stages.id, row.id)))

/** Stops the batch when the stage was archived since it was read. */
export const stageMustBeLive = (db: D1Database, id: number): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT EXISTS (SELECT 1 FROM stages WHERE id = ? AND archived_at IS NULL)',
    word: 'VERSION_CONFLICT',
    params: [id],
  })

const liveReferralSql = `SELECT EXISTS (SELECT 1 FROM referrals
  WHERE lead_id = ? AND state IN (SELECT value FROM json_each('${JSON.stringify(liveStates)}')))`

/** Whether some partner has the lead, or is to have it (D18). */
export const hasLiveReferral = async (db: D1Database, leadId: string): Promise<boolean> =>
  (await db.prepare(`${liveReferralSql} AS live`).bind(leadId).first<number>('live')) === 1

/** Stops the batch when that has changed: a referral moves without its lead. */
export const liveReferralMustBe = (db: D1Database, leadId: string, live: boolean): D1PreparedStatement =>
  must(db, { ok: `SELECT (${liveReferralSql}) = ?`, word: 'VERSION_CONFLICT', params: [leadId, Number(live)] })

/** A lead that is closed or opened again waits for nobody any more; one that stays where it is goes on waiting. */
export const updateLeadStage = (
  db: D1Database,
  {
    id,
    version,
    stage,
    stageId,
    location,
  }: Pick<LeadRow, 'id' | 'version' | 'location'> & { stage: StageKind; stageId: number },
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE leads SET version = ?2, stage = ?3, stage_id = ?4, location = ?5,
         held_until = iif(location = ?5, held_until, NULL), unreferred_at = iif(location = ?5, unreferred_at, NULL)
       WHERE id = ?1`,
    )
    .bind(id, version, stage, stageId, location)

/** Puts a lead away, or takes it out again (null). */
export const updateLeadArchived = (
  db: D1Database,
  { id, version, archivedAt }: { id: string; version: number; archivedAt: number | null },
): D1PreparedStatement =>
  db.prepare('UPDATE leads SET version = ?2, archived_at = ?3 WHERE id = ?1').bind(id, version, archivedAt)
