import type { NewWebhook, WebhookSecret } from '../../../contract/webhook.ts'
import { findPartner } from '../../../db/store/partners.ts'
import { countWebhooks, insertWebhook, nextWebhookId, type WebhookRow } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { requireAccess } from '../access/require-access.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { requireOwn } from '../access/require-own.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { expectNoProblems } from '../config/checks.ts'
import { partnerProblems } from '../config/reference-problems.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { mostWebhooks, tooMany, webhookProblems } from './webhook-problems.ts'
import { newSecret } from './webhook-secret.ts'
import { toWebhook } from './webhook-view.ts'

/**
 * Makes a webhook (D13): an admin for the broker or for a partner, a partner for itself. The answer is the only place
 * where its secret ever stands in the clear; a replay of this request gets none (D16).
 */
export async function createWebhook(ctx: Ctx, wanted: NewWebhook): Promise<WebhookSecret> {
  const partnerId = ownerOf(ctx, wanted)
  return retryOnRace(async () => {
    const [id, count, partner] = await Promise.all([
      nextWebhookId(ctx.db),
      countWebhooks(ctx.db, partnerId),
      partnerId === null ? null : findPartner(ctx.db, partnerId),
    ])
    const { secret, sealed } = await newSecret(ctx, id)
    const row: WebhookRow = { ...wanted, ...untouched, id, partnerId, secret: sealed, createdAt: ctx.now }
    expectNoProblems([
      ...(partnerId === null ? [] : partnerProblems(partner)),
      ...(count >= mostWebhooks ? [tooMany] : []),
      ...webhookProblems(ctx, row),
    ])
    const webhook = toWebhook(row)
    const { id: webhookId, version, health: _, createdAt: __, archivedAt: ___, ...created } = webhook
    await commitOrThrow(ctx, {
      history: [{ id: webhookId, version, event: 'created', data: created }],
      write: [insertWebhook(ctx.db, row)],
      answer: { webhook, secret: null, note: shownOnce },
    })
    return ctx.dryRun ? { webhook, secret: null, note: notMade } : { webhook, secret, note: keepIt }
  })
}

export const keepIt = 'Keep this secret now: it is never shown again.'
export const shownOnce = 'The secret was shown once, in the first answer to this request.'
export const notMade = 'A dry run makes no secret.'

/** Whose it becomes: a partner cannot make one for anybody else. */
function ownerOf({ actor }: Ctx, { partnerId }: NewWebhook): number | null {
  requireAccess(actor, 'full')
  if (actor.kind !== 'partner') {
    requireAdmin(actor)
    return partnerId
  }
  if (partnerId !== null) requireOwn(actor, partnerId)
  return actor.partnerId
}

const untouched = {
  version: 1,
  disabledBecause: null,
  oldSecret: null,
  oldUntil: null,
  archivedAt: null,
  failures: 0,
  failingSince: null,
  pausedUntil: 0,
}
