import type { Env } from '../env.ts'
import type { CallResult } from './call-result.ts'

export interface MailMessage {
  /** What the message is about and why it is sent: `ref_…`, `ref_…:copy`. A repeat carries the same one. */
  id: string
  to: readonly string[]
  subject: string
  text: string
  html?: string
  /** An appointment as an iCalendar file (F62): mail programs offer to take it into the calendar. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string }
}

/** A message as it goes out: with its sender, its Message-ID and a subject of one line. */
export interface Mail extends MailMessage {
  from: string
  messageId: string
}

/**
 * Sends one message: by SMTP where `SMTP_URL` is set, otherwise in development into the mailbox that a person opens in
 * the browser. A repeat carries the same Message-ID. `because` says what to configure when there is no way to send.
 */
export async function sendMail(
  { env, db, now }: { env: Pick<Env, 'ENVIRONMENT' | 'SMTP_URL' | 'MAIL_FROM'>; db: D1Database; now: number },
  message: MailMessage,
): Promise<CallResult> {
  const development = env.ENVIRONMENT === 'development'
  const from = env.MAIL_FROM ?? (development ? 'Baton <baton@example.com>' : '')
  if (from === '') return unconfigured('No mail can be sent: set MAIL_FROM to the address that it shall come from.')

  const mail = { ...message, from, messageId: messageId(message.id, from), subject: oneLine(message.subject) }
  if (env.SMTP_URL) {
    // Only here, so that a Worker that sends no mail never evaluates 50 kB of mail composer.
    const { sendBySmtp } = await import('./smtp.ts')
    return sendBySmtp(env.SMTP_URL, mail)
  }
  if (development) return keepInMailbox({ db, now }, mail)
  return unconfigured('No mail can be sent: set SMTP_URL to a mail server, such as smtps://user:password@host:465.')
}

const unconfigured = (because: string): CallResult => ({ kind: 'unreached', because, tookMs: 0 })

/** No CR or LF in any header (ENGINE 7), nor anything else that is not to be seen. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim()

const messageId = (id: string, from: string): string => {
  const domain = /@([A-Za-z0-9.-]+)>?$/.exec(from.trim())?.[1] ?? 'baton.invalid'
  return `<${id.replace(/[^A-Za-z0-9._-]/g, '-')}@${domain}>`
}

/** The mailbox stands for the outside, so it is written like the outside: by itself and in no batch. */
async function keepInMailbox({ db, now }: { db: D1Database; now: number }, mail: Mail): Promise<CallResult> {
  await db
    .prepare(
      `INSERT OR IGNORE INTO mailbox (id, at, sender, recipients, subject, body, html, calendar)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      mail.id,
      now,
      mail.from,
      JSON.stringify(mail.to),
      mail.subject,
      mail.text,
      mail.html ?? null,
      mail.calendar?.content ?? null,
    )
    .run()
  const body = '250 Kept in the development mailbox'
  return { kind: 'answer', status: 250, headers: {}, body, truncated: false, arrived: true, tookMs: 0 }
}
