import type { Redeliveries, RedeliverRange } from '../../../contract/delivery-log.ts'
import { referralId } from '../../../contract/id.ts'
import { minuteMs, toIso } from '../../../contract/time.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import {
  mustNotBeUnderWay,
  type RedeliverableRow,
  raiseReferrals,
  selectRedeliverable,
  selectUnderWay,
} from '../../../db/store/redeliveries.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { leadCursor, leadPageStart } from '../page-start.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { redeliveryJob } from './redelivery-job.ts'

/** How many referrals one request sends again; the cursor leads on. */
const mostAtOnce = 100

/**
 * Sends again what a partner was referred in a time (F48), oldest first, so many a minute: under the same references and
 * without charging again. What is on its way already is left alone, so that a repeat doubles nothing. As a dry run it
 * says what it would send. Problems: NOT_FOUND, INVALID_BODY, VERSION_CONFLICT.
 */
export async function redeliverRange(ctx: Ctx, { cursor, ...range }: RedeliverRange): Promise<Redeliveries> {
  requireAdmin(ctx.actor)
  const { partnerId, perMinute } = range
  const after = leadPageStart(cursor)
  return retryOnRace(async () => {
    const [partners, referrals, jobs] = await ctx.db.batch<Record<string, unknown>>([
      ctx.db.prepare('SELECT 1 FROM partners WHERE id = ?').bind(partnerId),
      selectRedeliverable(ctx.db, { ...range, after, limit: mostAtOnce + 1 }),
      selectUnderWay(ctx.db, partnerId),
    ])
    if (partners!.results.length === 0) throw new Problem('NOT_FOUND')
    const found = referrals!.results as unknown as RedeliverableRow[]
    const rows = found.slice(0, mostAtOnce)
    const underWay = new Set(jobs!.results.map(({ lead_id }) => lead_id as string))
    const sent = rows.filter(({ lead_id }) => !underWay.has(lead_id))
    const sendAt = new Map(sent.map(({ lead_id }, i) => [lead_id, ctx.now + Math.floor((i * minuteMs) / perMinute)]))
    const answer: Redeliveries = {
      queued: sent.length,
      items: rows.map((row) => itemOf(row, { partnerId, sendAt })),
      nextCursor: found.length > mostAtOnce ? cursorOf(rows.at(-1)!) : null,
    }
    const leadIds = sent.map(({ lead_id }) => lead_id)
    await commitOrThrow(ctx, {
      history: sent.map(({ lead_id, version, state }) => ({
        id: referralId(lead_id, partnerId),
        version: version + 1,
        event: 'referral.redelivery',
        data: { state },
      })),
      write: [
        mustNotBeUnderWay(ctx.db, { partnerId, leadIds }),
        raiseReferrals(ctx.db, { partnerId, leadIds }),
        ...sent.map((row) =>
          insertJob(ctx.db, {
            ...redeliveryJob({ leadId: row.lead_id, partnerId, version: row.version + 1, tries: row.tries }),
            due: sendAt.get(row.lead_id)!,
            attempts: row.tries,
          }),
        ),
      ],
      answer,
    })
    return answer
  })
}

const itemOf = (
  { lead_id, state }: RedeliverableRow,
  { partnerId, sendAt }: { partnerId: number; sendAt: ReadonlyMap<string, number> },
): Redeliveries['items'][number] => {
  const at = sendAt.get(lead_id)
  return {
    referral: referralId(lead_id, partnerId),
    leadId: lead_id,
    state,
    result: at === undefined ? 'on-its-way' : 'queued',
    sendAt: at === undefined ? null : toIso(at),
  }
}

const cursorOf = ({ referred_at: at, lead_id: leadId }: RedeliverableRow): string => leadCursor({ at, leadId })
