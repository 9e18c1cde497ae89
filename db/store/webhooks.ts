import { and, asc, count, eq, gt, isNotNull, isNull, max } from 'drizzle-orm'
import type { WebhookType } from '../../contract/webhook.ts'
import { orm, toStatement } from '../client.ts'
import { webhooks } from '../schema/messages.ts'

export type WebhookRow = typeof webhooks.$inferSelect

export const findWebhook = async (db: D1Database, id: number): Promise<WebhookRow | null> =>
  (await orm(db).select().from(webhooks).where(eq(webhooks.id, id)).get()) ?? null

interface WebhookFilter {
  after: number
  limit: number
  partnerId: number | undefined
  archived: boolean | undefined
}

/** By id, behind `after`; one more than `limit` is read, which says whether there is a next page. */
export const listWebhooks = (
  db: D1Database,
  { after, limit, partnerId, archived }: WebhookFilter,
): Promise<WebhookRow[]> =>
  orm(db)
    .select()
    .from(webhooks)
    .where(
      and(
        gt(webhooks.id, after),
        partnerId === undefined ? undefined : eq(webhooks.partnerId, partnerId),
        archived === undefined ? undefined : archived ? isNotNull(webhooks.archivedAt) : isNull(webhooks.archivedAt),
      ),
    )
    .orderBy(asc(webhooks.id))
    .limit(limit + 1)
    .all()

/** How many are not archived: of one partner, or (null) of the broker. */
export async function countWebhooks(db: D1Database, partnerId: number | null): Promise<number> {
  const owner = partnerId === null ? isNull(webhooks.partnerId) : eq(webhooks.partnerId, partnerId)
  const row = await orm(db)
    .select({ n: count() })
    .from(webhooks)
    .where(and(owner, isNull(webhooks.archivedAt)))
    .get()
  return row?.n ?? 0
}

export async function nextWebhookId(db: D1Database): Promise<number> {
  const row = await orm(db)
    .select({ id: max(webhooks.id) })
    .from(webhooks)
    .get()
  return (row?.id ?? 0) + 1
}

/** Triggers line up what it listens to. */
export const insertWebhook = (db: D1Database, row: WebhookRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(webhooks).values(row))

/** Writes these columns and no others: how its server fares changes without a version. */
export const updateWebhook = (
  db: D1Database,
  id: number,
  columns: Partial<WebhookRow> & Pick<WebhookRow, 'version'>,
): D1PreparedStatement => toStatement(db, orm(db).update(webhooks).set(columns).where(eq(webhooks.id, id)))

/** Notes how its server fares, unless somebody has changed the webhook since it was read. */
export const noteHealth = (
  db: D1Database,
  { id, version }: Pick<WebhookRow, 'id' | 'version'>,
  health: Pick<WebhookRow, 'failures' | 'failingSince' | 'pausedUntil'>,
): D1PreparedStatement =>
  toStatement(
    db,
    orm(db)
      .update(webhooks)
      .set(health)
      .where(and(eq(webhooks.id, id), eq(webhooks.version, version))),
  )

/** What the jobs that tell webhooks of one event have in common. */
export interface Telling {
  /** When the jobs are due: now and a lease, so that they can be started at once. */
  due: number
  /** `msg_…`: the same for every webhook that hears of it. */
  messageId: string
  type: WebhookType
  data: Record<string, unknown>
  /** Whom the event is about: their webhooks hear it, beside the broker's. */
  partnerIds: readonly number[]
  /** All that were referred this lead at this instant are meant too. */
  referredAt: { leadId: string; at: number } | null
}

/**
 * One job for each webhook that listens; no row where none does. The primary key of `webhook_listens` answers it. Their
 * party is the webhook's own (a negative number, which no partner has), so that a slow server keeps two connections at most.
 */
export const tellSql = `INSERT INTO jobs (due, id, kind, data, attempts, party)
  SELECT ?1, 'webhook:' || ?2 || ':' || webhook_id, 'send-webhook', json_set(?3, '$.webhookId', webhook_id), 1, -webhook_id
  FROM webhook_listens WHERE type = ?4 AND partner_id IN (SELECT 0 UNION ALL SELECT value FROM json_each(?5)
    UNION ALL SELECT partner_id FROM referrals WHERE lead_id = ?6 AND referred_at = ?7)`

export const insertTellJobs = (
  db: D1Database,
  { due, messageId, type, data, partnerIds, referredAt }: Telling,
): D1PreparedStatement =>
  db
    .prepare(tellSql)
    .bind(
      due,
      messageId,
      JSON.stringify(data),
      type,
      JSON.stringify(partnerIds),
      referredAt?.leadId ?? null,
      referredAt?.at ?? null,
    )

/** The jobs that insertTellJobs made. */
export const selectTellJobs = (
  db: D1Database,
  { due, messageId }: Pick<Telling, 'due' | 'messageId'>,
): D1PreparedStatement =>
  db
    .prepare('SELECT due, id, kind, data, attempts, party FROM jobs WHERE due = ?1 AND id > ?2 AND id < ?3')
    .bind(due, `webhook:${messageId}:`, `webhook:${messageId};`)
