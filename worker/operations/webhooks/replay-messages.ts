import { formatId } from '../../../contract/id.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import {
  type MessageState,
  messageStates,
  type Replay,
  type Replayed,
  type WebhookMessage,
} from '../../../contract/webhook-message.ts'
import {
  countByState,
  findMessage,
  findReplayable,
  replayMessages as replayWrites,
} from '../../../db/store/webhook-messages.ts'
import { updateWebhook, type WebhookRow } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { expectLive, found } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { uuidAt } from '../uuid-at.ts'
import { loadWebhook } from './load-webhook.ts'
import { toMessage } from './webhook-view.ts'

/** How many messages one call sends again. */
const mostReplayed = 500

/**
 * Sends messages of a range again (D13): the failed ones since an instant, unless told otherwise. Same id, same body.
 * What is on its way already is left alone, so that doing it twice sends once. Problems: WEBHOOK_OFF.
 */
export async function replayMessages(ctx: Ctx, webhookId: number, { from, to, state }: Replay): Promise<Replayed> {
  return retryOnRace(async () => {
    const webhook = await loadActive(ctx, webhookId)
    const range = { webhookId, fromId: `msg_${uuidAt(from)}`, toId: to === null ? null : `msg_${uuidAt(to)}` }
    const states = state === 'all' ? messageStates.filter(isAtRest) : [state]
    const [counts, rows] = await Promise.all([
      countByState(ctx.db, range),
      findReplayable(ctx.db, { ...range, states, most: mostReplayed }),
    ])
    const ids = rows.slice(0, mostReplayed).map(({ id }) => id)
    const next = rows[mostReplayed]
    const answer = {
      matched: sum(Object.values(counts)),
      queued: ids.length,
      pending: counts.pending ?? 0,
      otherState: sum(messageStates.filter((s) => isAtRest(s) && !states.includes(s)).map((s) => counts[s] ?? 0)),
      nextFrom: next === undefined ? null : toIso(next.at),
    }
    await commitReplay(ctx, webhook, { ids, answer, data: { from: toIso(from), to: toIsoOrNull(to), state } })
    return answer
  })
}

/** Sends one message again, whatever became of it. Problems: WEBHOOK_OFF, MESSAGE_PENDING for one that is on its way. */
export async function replayMessage(ctx: Ctx, webhookId: number, id: string): Promise<WebhookMessage> {
  return retryOnRace(async () => {
    const webhook = await loadActive(ctx, webhookId)
    const row = found(await findMessage(ctx.db, { webhookId, id }))
    if (!isAtRest(row.state)) throw new Problem('MESSAGE_PENDING')
    const answer = toMessage({ ...row, state: 'pending' })
    await commitReplay(ctx, webhook, { ids: [id], answer, data: { message: id } })
    return answer
  })
}

const sum = (counts: readonly number[]): number => counts.reduce((total, n) => total + n, 0)

const isAtRest = (state: MessageState): boolean => state !== 'pending'

async function loadActive(ctx: Ctx, webhookId: number): Promise<WebhookRow> {
  const webhook = await loadWebhook(ctx, webhookId)
  expectLive(webhook)
  if (!webhook.active) throw new Problem('WEBHOOK_OFF')
  return webhook
}

/** The webhook's own version is the lock: of two replays at once the second one reads afresh, and finds them pending. */
async function commitReplay(
  ctx: Ctx,
  { id, version }: WebhookRow,
  { ids, answer, data }: { ids: string[]; answer: unknown; data: Record<string, unknown> },
): Promise<void> {
  const isChange = ids.length > 0
  const next = version + 1
  await commitOrThrow(ctx, {
    history: isChange
      ? [
          {
            id: formatId('webhook', id),
            version: next,
            event: 'messages.replayed',
            data: { ...data, queued: ids.length },
          },
        ]
      : [],
    write: isChange
      ? [updateWebhook(ctx.db, id, { version: next }), ...replayWrites(ctx.db, { webhookId: id, ids, due: ctx.now })]
      : [],
    answer,
  })
}
