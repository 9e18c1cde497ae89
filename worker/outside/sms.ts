import type { Env } from '../env.ts'
import type { CallResult } from './call-result.ts'
import { twilio } from './sms-twilio.ts'

/** A text message on its way out. */
export interface TextMessage {
  /** What it is about and why it is sent. A repeat carries the same one. */
  id: string
  /** E.164. */
  to: string
  text: string
}

/**
 * Who carries text messages. To add a provider: a file like sms-twilio.ts, a line in `providers`, and a page for what
 * comes back in (worker/http/hooks).
 */
export interface SmsProvider {
  /** null where the settings do not name this provider. */
  connect(env: SmsEnv): SmsConnection | null
}

export interface SmsConnection {
  send(message: TextMessage): Promise<CallResult>
  /** Whether the provider has this message already, sent at `since` (epoch milliseconds) or later; null: it did not say. */
  hasSent(message: TextMessage, since: number): Promise<boolean | null>
}

export type SmsEnv = Pick<Env, 'ENVIRONMENT' | 'TWILIO_ACCOUNT_SID' | 'TWILIO_AUTH_TOKEN' | 'SMS_FROM' | 'SMS_URL'>

const providers: readonly SmsProvider[] = [twilio]

/**
 * Sends one text message: through the provider that is configured, otherwise in development into the mailbox. Providers
 * know no idempotency key, so whoever may be sending a repeat (`repeatSince`: when it was first made) has the provider
 * asked for it first: a message that got through before its answer was lost is not sent twice. `because` says what to
 * configure when there is no way to send.
 */
export async function sendSms(
  { env, db, now }: { env: SmsEnv; db: D1Database; now: number },
  message: TextMessage,
  { repeatSince }: { repeatSince: number | null },
): Promise<CallResult> {
  const connection = providers.map((provider) => provider.connect(env)).find((each) => each !== null)
  if (connection === undefined)
    return env.ENVIRONMENT === 'development' ? keepInMailbox({ env, db, now }, message) : unconfigured
  if (repeatSince === null) return connection.send(message)
  const sent = await connection.hasSent(message, repeatSince)
  if (sent === null) return { kind: 'unknown', because: 'The provider does not say what it has sent.', tookMs: 0 }
  return sent ? alreadySent : connection.send(message)
}

const unconfigured: CallResult = {
  kind: 'unreached',
  because: 'No text can be sent: set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and SMS_FROM.',
  tookMs: 0,
}

const answered = (body: string): CallResult => ({
  kind: 'answer',
  status: 200,
  headers: {},
  body,
  truncated: false,
  arrived: true,
  tookMs: 0,
})

const alreadySent = answered('Sent by an earlier try')

/** The mailbox stands for the outside, so it is written like the outside: by itself and in no batch. */
async function keepInMailbox(
  { env, db, now }: { env: SmsEnv; db: D1Database; now: number },
  { id, to, text }: TextMessage,
): Promise<CallResult> {
  await db
    .prepare(
      `INSERT OR IGNORE INTO mailbox (id, at, sender, recipients, subject, body, kind)
       VALUES (?, ?, ?, ?, ?, ?, 'text')`,
    )
    .bind(id, now, env.SMS_FROM ?? 'Baton', JSON.stringify([to]), subjectOf(text), text)
    .run()
  return answered('Kept in the development mailbox')
}

/** How a text begins: lists show it. */
function subjectOf(text: string): string {
  const [first = ''] = text.split('\n')
  return first.length > 80 ? `${first.slice(0, 79).trimEnd()}…` : first
}
