import type { WebhookType } from '../../../contract/webhook.ts'
import { leaseMs } from '../../../db/store/jobs.ts'
import { insertTellJobs, selectTellJobs } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import type { Announced } from '../automations/announce.ts'
import { newMessageId } from './message-job.ts'
import { readJob } from './read-job.ts'

/** Something that webhooks may hear of (D13). */
export interface Tiding {
  type: WebhookType
  /** What makes it unique and where to look it up: the thing and its version, `ref_…:3`. */
  because: string
  leadId?: string
  /** Whom it is about: their webhooks hear it, beside the broker's. */
  partnerIds?: readonly number[]
  /** It is also about everybody to whom this commit refers the lead. */
  toReferred?: boolean
  /** What the message says besides; small, and nothing that not everybody who hears it may know. */
  more?: Record<string, unknown>
}

/**
 * Lets webhooks hear of something, in the commit of its cause: a job for each that listens. Where none does, nothing is
 * written. `start` takes the rows of `read` and sends at once to the first of them, to the others with the next sweep.
 */
export function tell(
  ctx: Ctx,
  { type, because, leadId, partnerIds = [], toReferred = false, more }: Tiding,
): Announced {
  const due = ctx.now + leaseMs
  const id = newMessageId(ctx)
  const data = { id, type, at: ctx.now, because, leadId: leadId ?? null, partnerIds, ...(more && { more }) }
  const referredAt = toReferred && leadId !== undefined ? { leadId, at: ctx.now } : null
  return {
    write: [insertTellJobs(ctx.db, { due, messageId: id, type, data, partnerIds, referredAt })],
    read: [selectTellJobs(ctx.db, { due, messageId: id })],
    start(rows) {
      for (const row of (rows[0] ?? []).slice(0, mostAtOnce)) ctx.startJob(readJob(row))
    },
  }
}

/**
 * An invocation has six connections and 1,000 statements, and what it does after its answer must be over in 30 seconds: a
 * lead on its way to its partner must not queue behind everybody who wants to hear of it.
 */
const mostAtOnce = 3
