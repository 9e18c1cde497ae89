import * as v from 'valibot'
import { pageQuery } from './page.ts'
import { instantSchema, instantText } from './time.ts'

export const messageStates = ['pending', 'delivered', 'failed'] as const

export type MessageState = (typeof messageStates)[number]

export const webhookMessageId = v.pipe(
  v.string(),
  v.regex(/^msg_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'Expected the id of a message (msg_…).'),
)

const message = {
  /** The `webhook-id` header: the same on every try and every replay. */
  id: v.string(),
  type: v.string(),
  at: v.string(),
  state: v.picklist(messageStates),
  attempts: v.number(),
  lastStatus: v.nullable(v.number()),
  lastAt: v.nullable(v.string()),
}

export const webhookMessageSchema = v.strictObject(message)

export type WebhookMessage = v.InferOutput<typeof webhookMessageSchema>

const sentRequest = v.strictObject({ url: v.string(), headers: v.record(v.string(), v.string()), body: v.string() })

const keptAnswer = v.strictObject({
  status: v.number(),
  headers: v.record(v.string(), v.string()),
  body: v.string(),
  truncated: v.boolean(),
})

export const webhookAttemptSchema = v.strictObject({
  n: v.number(),
  at: v.string(),
  status: v.nullable(v.number()),
  because: v.string(),
  tookMs: v.number(),
  request: sentRequest,
  answer: v.nullable(keptAnswer),
})

export type WebhookAttempt = v.InferOutput<typeof webhookAttemptSchema>

/** One message with every try, the first one first: what was sent and what came back. */
export const messageLogSchema = v.strictObject({
  ...message,
  body: v.string(),
  log: v.array(webhookAttemptSchema),
})

export type MessageLog = v.InferOutput<typeof messageLogSchema>

export const messageQuery = { ...pageQuery, state: v.optional(v.picklist(messageStates)) }

export type MessageQuery = v.InferOutput<v.StrictObjectSchema<typeof messageQuery, undefined>>

/** Which messages to send again: those made from an instant on, until before another; the failed ones unless told. */
export const replaySchema = v.pipe(
  v.strictObject({
    from: instantSchema,
    to: v.optional(
      v.nullable(
        v.pipe(
          instantText,
          v.examples(['2026-03-29T03:30:00.000Z']),
          v.transform((text) => Date.parse(text)),
        ),
      ),
      null,
    ),
    state: v.optional(v.picklist(['failed', 'delivered', 'all']), 'failed'),
  }),
  v.forward(
    v.check(({ from, to }) => to === null || from < to, 'It ends before it begins.'),
    ['to'],
  ),
)

export type Replay = v.InferOutput<typeof replaySchema>

export const replayedSchema = v.strictObject({
  /** Every message of the time, whatever its state. */
  matched: v.number(),
  queued: v.number(),
  /** Left alone, since they were on their way already. */
  pending: v.number(),
  /** Left alone, since they are not in the state that was asked for. */
  otherState: v.number(),
  /** Where to go on (`from` of the next call) when there were more than one call takes; null: that was all. */
  nextFrom: v.nullable(v.string()),
})

export type Replayed = v.InferOutput<typeof replayedSchema>
