import { dayMs } from '../../../contract/time.ts'
import type { Ctx } from '../../context.ts'

/**
 * What is kept for a time only: raw requests and answers 30 days (D5), replays one (D16). Once an hour; each time the
 * day before the limit is looked through again, so that an outage of less than a day leaves nothing behind.
 */
export async function purgeOld(ctx: Ctx): Promise<void> {
  if (new Date(ctx.now).getUTCMinutes() !== 0) return
  const oldUuid = uuidAt(ctx.now - 30 * dayMs)
  await ctx.db.batch([
    ctx.db
      .prepare(
        `UPDATE history SET raw = NULL WHERE (id, version) IN (
           SELECT id, version FROM history WHERE id BETWEEN 'ref_' AND ?1 AND id > ?2 AND raw IS NOT NULL LIMIT 20000)`,
      )
      .bind(`ref_${oldUuid}`, `ref_${uuidAt(ctx.now - 31 * dayMs)}`),
    ctx.db.prepare('DELETE FROM idempotency WHERE at < ?').bind(ctx.now - dayMs),
  ])
}

/** The beginning of every UUIDv7 that is made at this instant: ids sort by time. */
function uuidAt(epochMs: number): string {
  const hex = Math.max(0, epochMs).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}
