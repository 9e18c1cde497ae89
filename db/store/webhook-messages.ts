import { and, asc, desc, eq, lt } from 'drizzle-orm'
import type { MessageState } from '../../contract/webhook-message.ts'
import { orm, toStatement } from '../client.ts'
import { webhookAttempts, webhookMessages } from '../schema/messages.ts'

export type MessageRow = typeof webhookMessages.$inferSelect

export type AttemptRow = typeof webhookAttempts.$inferSelect

export const findMessage = async (
  db: D1Database,
  { webhookId, id }: Pick<MessageRow, 'webhookId' | 'id'>,
): Promise<MessageRow | null> =>
  (await orm(db).select().from(webhookMessages).where(isMessage({ webhookId, id })).get()) ?? null

/** Newest first, behind `before`; one more than `limit` is read, which says whether there is a next page. */
export const listMessages = (
  db: D1Database,
  {
    webhookId,
    before,
    limit,
    state,
  }: { webhookId: number; before: string | undefined; limit: number; state: MessageState | undefined },
): Promise<MessageRow[]> =>
  orm(db)
    .select()
    .from(webhookMessages)
    .where(
      and(
        eq(webhookMessages.webhookId, webhookId),
        before === undefined ? undefined : lt(webhookMessages.id, before),
        state === undefined ? undefined : eq(webhookMessages.state, state),
      ),
    )
    .orderBy(desc(webhookMessages.id))
    .limit(limit + 1)
    .all()

export const listAttempts = (
  db: D1Database,
  { webhookId, id }: Pick<MessageRow, 'webhookId' | 'id'>,
): Promise<AttemptRow[]> =>
  orm(db)
    .select()
    .from(webhookAttempts)
    .where(and(eq(webhookAttempts.webhookId, webhookId), eq(webhookAttempts.messageId, id)))
    .orderBy(asc(webhookAttempts.n))
    .all()

/** Puts a message into the log, or writes what became of it. */
export const upsertMessage = (db: D1Database, row: MessageRow): D1PreparedStatement => {
  const { state, attempts, lastStatus, lastAt } = row
  return toStatement(
    db,
    orm(db)
      .insert(webhookMessages)
      .values(row)
      .onConflictDoUpdate({
        target: [webhookMessages.webhookId, webhookMessages.id],
        set: { state, attempts, lastStatus, lastAt },
      }),
  )
}

export const insertAttempt = (db: D1Database, row: AttemptRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(webhookAttempts).values(row))

/** Which messages to send again; ids sort by time. */
export interface ReplayRange {
  webhookId: number
  fromId: string
  /** Before this one; null: to the end. */
  toId: string | null
  states: readonly MessageState[]
  most: number
}

/** How many messages of a range are in which state; states without any are left out. */
export async function countByState(
  db: D1Database,
  { webhookId, fromId, toId }: Pick<ReplayRange, 'webhookId' | 'fromId' | 'toId'>,
): Promise<Partial<Record<MessageState, number>>> {
  const { results } = await db
    .prepare(
      'SELECT state, count(*) AS n FROM webhook_messages WHERE webhook_id = ?1 AND id >= ?2 AND id < ?3 GROUP BY state',
    )
    .bind(webhookId, fromId, toId ?? 'msg_~')
    .all<{ state: MessageState; n: number }>()
  return Object.fromEntries(results.map(({ state, n }) => [state, n]))
}

/** The messages of a range, oldest first, one more than `most`. What is on its way already is not among them. */
export async function findReplayable(
  db: D1Database,
  { webhookId, fromId, toId, states, most }: ReplayRange,
): Promise<Pick<MessageRow, 'id' | 'at'>[]> {
  const { results } = await db
    .prepare(
      `SELECT id, at FROM webhook_messages WHERE webhook_id = ?1 AND id >= ?2 AND id < ?3
         AND state IN (SELECT value FROM json_each(?4)) ORDER BY id LIMIT ?5`,
    )
    .bind(webhookId, fromId, toId ?? 'msg_~', JSON.stringify(states), most + 1)
    .all<Pick<MessageRow, 'id' | 'at'>>()
  return results
}

/**
 * Sends messages again: each that is not on its way gets a job, then is pending. Both in one batch, in this order: a
 * message that another replay has taken meanwhile gets none.
 */
export const replayMessages = (
  db: D1Database,
  { webhookId, ids, due }: { webhookId: number; ids: readonly string[]; due: number },
): D1PreparedStatement[] => [
  db
    .prepare(
      `INSERT INTO jobs (due, id, kind, data, attempts, party)
       SELECT ?1, 'webhook:' || id || ':' || webhook_id, 'send-webhook',
         json_object('webhookId', webhook_id, 'id', id, 'type', type, 'at', at), 0, -webhook_id
       FROM webhook_messages WHERE webhook_id = ?2 AND id IN (SELECT value FROM json_each(?3)) AND state <> 'pending'`,
    )
    .bind(due, webhookId, JSON.stringify(ids)),
  db
    .prepare(
      `UPDATE webhook_messages SET state = 'pending'
       WHERE webhook_id = ?1 AND id IN (SELECT value FROM json_each(?2)) AND state <> 'pending'`,
    )
    .bind(webhookId, JSON.stringify(ids)),
]

/** Messages and their tries that were made before an instant go, bodies, requests and answers with them (D5). */
export const purgeMessages = (db: D1Database, { beforeId }: { beforeId: string }): D1PreparedStatement[] => [
  db
    .prepare('DELETE FROM webhook_attempts WHERE webhook_id IN (SELECT id FROM webhooks) AND message_id < ?')
    .bind(beforeId),
  db.prepare('DELETE FROM webhook_messages WHERE webhook_id IN (SELECT id FROM webhooks) AND id < ?').bind(beforeId),
]

const isMessage = ({ webhookId, id }: Pick<MessageRow, 'webhookId' | 'id'>) =>
  and(eq(webhookMessages.webhookId, webhookId), eq(webhookMessages.id, id))
