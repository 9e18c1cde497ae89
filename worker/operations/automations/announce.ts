import type { AutomationEvent } from '../../../contract/automation.ts'
import { webhookType } from '../../../contract/webhook.ts'
import { insertStartJob, selectJob } from '../../../db/store/automations.ts'
import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import { tell } from '../webhooks/tell.ts'

/** Something that happened to a lead, for the automations (F61) and webhooks (D13) that listen to it. */
export interface Announcement {
  event: AutomationEvent
  leadId: string
  leadTypeId: number
  /** What makes it unique: the thing and its version, `lead_…:4`. */
  because: string
  /** Whose referral it is about, where it is about one. */
  partnerId?: number
}

/** What the commit of an event adds, so that whoever listens hears of it for certain. */
export interface Announced {
  write: D1PreparedStatement[]
  read: D1PreparedStatement[]
  /** With the rows of `read`: starts what was written. */
  start(rows: Record<string, unknown>[][]): void
}

/**
 * Lets automations and webhooks hear of an event, in the commit of its cause. Where none listens, nothing is written. An event that
 * an automation caused carries the chain that led to it, so that a loop is cut (start-automations.ts).
 */
export function announce(ctx: Ctx, { event, leadId, leadTypeId, because, partnerId }: Announcement): Announced {
  const job: JobRow = {
    due: ctx.now + leaseMs,
    id: `automate:${event}:${because}${partnerId === undefined ? '' : `:${partnerId}`}`,
    kind: 'start-automations',
    data: { event, leadId, because, partnerId: partnerId ?? null, chain: ctx.chain },
    attempts: 1,
    party: null,
  }
  // A lead that the queue gives away is news to each partner that gets it: only the commit knows to whom that is.
  const toReferred = event === 'lead.referred' && partnerId === undefined
  const told = tell(ctx, {
    type: webhookType(event),
    because,
    leadId,
    partnerIds: partnerId === undefined ? [] : [partnerId],
    toReferred,
  })
  return {
    write: [insertStartJob(ctx.db, { job, event, leadTypeId }), ...told.write],
    read: [selectJob(ctx.db, job), ...told.read],
    start(rows) {
      if (rows[0]?.length === 1) ctx.startJob(job)
      told.start(rows.slice(1))
    },
  }
}
