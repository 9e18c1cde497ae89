import { dayMs } from '../../../contract/time.ts'
import { clearRawBetween } from '../../../db/store/history.ts'
import { purgePeople } from '../../../db/store/sessions.ts'
import { purgeMessages } from '../../../db/store/webhook-messages.ts'
import type { Ctx } from '../../context.ts'
import { uuidAt } from '../uuid-at.ts'

/** How long raw requests and answers are kept (D5). */
export const rawKeptMs = 30 * dayMs

/** How long after the time in its id a try may be made for the purge by id to find it; later ones get a job. */
export const rawWindowMs = dayMs

/**
 * What is kept for a time only: raw requests and answers and what was sent to webhooks 30 days (D5), replays one (D16), sessions and codes until they
 * have run out. Once an hour; each time a day more than need be is looked through again, so that an outage of less than a
 * day leaves nothing behind.
 */
export async function purgeOld(ctx: Ctx): Promise<void> {
  if (new Date(ctx.now).getUTCMinutes() !== 0) return
  const writtenUntil = ctx.now - rawKeptMs
  await ctx.db.batch([
    clearRawBetween(ctx.db, {
      after: `ref_${uuidAt(writtenUntil - rawWindowMs - dayMs)}`,
      until: `ref_${uuidAt(writtenUntil)}`,
      writtenUntil,
    }),
    ctx.db.prepare('DELETE FROM idempotency WHERE at < ?').bind(ctx.now - dayMs),
    ...purgePeople(ctx.db, ctx.now),
    ...purgeMessages(ctx.db, { beforeId: `msg_${uuidAt(writtenUntil)}` }),
  ])
}
