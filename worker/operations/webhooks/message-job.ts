import type { askedTypes } from '../../../contract/webhook.ts'
import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import { uuidAt } from '../uuid-at.ts'

/** The id of a new message: `msg_` and a UUIDv7 of this instant, so that messages sort by time. */
export const newMessageId = ({ now, newId }: Pick<Ctx, 'now' | 'newId'>): string =>
  `msg_${uuidAt(now)}${newId().slice(13)}`

/** A message to one webhook that somebody asks for: a test, a step of an automation. Born leased. */
export function messageJob(
  ctx: Ctx,
  {
    webhookId,
    type,
    because,
    leadId = null,
    more = {},
  }: {
    webhookId: number
    type: (typeof askedTypes)[number]
    because: string
    leadId?: string | null
    more?: Record<string, unknown>
  },
): JobRow & { data: { id: string } } {
  const id = newMessageId(ctx)
  return {
    due: ctx.now + leaseMs,
    id: `webhook:${id}:${webhookId}`,
    kind: 'send-webhook',
    data: { webhookId, id, type, at: ctx.now, because, leadId, partnerIds: [], more },
    attempts: 1,
    party: -webhookId,
  }
}
