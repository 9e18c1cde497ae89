import * as v from 'valibot'
import { pageOf, pageQuery } from '../../../contract/page.ts'
import { toIso } from '../../../contract/time.ts'
import type { MailRow } from '../../../db/store/mailbox.ts'
import { listMessages } from '../../operations/mailbox/list-messages.ts'
import { readMessage } from '../../operations/mailbox/read-message.ts'
import { type AnyRoute, route } from '../route.ts'

const messageSchema = v.strictObject({
  id: v.string(),
  kind: v.picklist(['email', 'text']),
  at: v.string(),
  from: v.string(),
  to: v.array(v.string()),
  subject: v.string(),
  text: v.string(),
  html: v.nullable(v.string()),
  calendar: v.nullable(v.string()),
})

const toMessage = ({ id, kind, at, sender, recipients, subject, body, html, calendar }: MailRow) => ({
  id,
  kind,
  at: toIso(at),
  from: sender,
  to: recipients,
  subject,
  text: body,
  html,
  calendar,
})

const listMailbox = route({
  method: 'GET',
  path: '/v1/mailbox',
  may: ['admin'],
  onlyIn: 'development',
  tag: 'Mailbox',
  summary: 'List messages that were not sent, newest first',
  description:
    'In development, e-mail is kept here without `SMTP_URL`, and texts without `TWILIO_ACCOUNT_SID`, instead of being sent.',
  query: pageQuery,
  answer: { status: 200, body: pageOf(messageSchema) },
  handle: (ctx, { query: { limit, cursor } }) => listMessages(ctx, { limit, cursor, toItem: toMessage }),
})

const readMailbox = route({
  method: 'GET',
  path: '/v1/mailbox/{messageId}',
  may: ['admin'],
  onlyIn: 'development',
  tag: 'Mailbox',
  summary: 'Read one message',
  params: { messageId: v.pipe(v.string(), v.maxLength(200)) },
  answer: { status: 200, body: messageSchema },
  problems: ['NOT_FOUND'],
  handle: async (ctx, { params: { messageId } }) => toMessage(await readMessage(ctx, messageId)),
})

export const mailboxRoutes: readonly AnyRoute[] = [listMailbox, readMailbox]
