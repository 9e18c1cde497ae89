import type { ComponentChildren } from 'preact'
import type { MailRow } from '../../../db/store/mailbox.ts'
import { listMessages } from '../../operations/mailbox/list-messages.ts'
import { readMessage } from '../../operations/mailbox/read-message.ts'
import { page } from '../page.tsx'
import type { PageRoute } from '../page-route.ts'
import css from './mailbox.css'
import { Message } from './message.tsx'

const shown = 100

/** GET /mailbox: the messages, newest first. */
const listPage: PageRoute = {
  method: 'GET',
  path: '/mailbox',
  onlyIn: 'development',
  async handle({ runtime: { env } }) {
    return mailboxPage('Mailbox', <Mailbox messages={await newest(env.DB)} />)
  },
}

/** GET /mailbox/{messageId}: one message, beside the others where there is room. */
const messagePage: PageRoute = {
  method: 'GET',
  path: '/mailbox/{messageId}',
  onlyIn: 'development',
  async handle({ params, runtime: { env } }) {
    const message = await readMessage({ db: env.DB }, params.messageId!)
    const mailbox = (
      <Mailbox messages={await newest(env.DB)} openId={message.id}>
        <Message message={message} />
      </Mailbox>
    )
    return mailboxPage(`${message.subject} · Mailbox`, mailbox)
  },
}

export const mailboxPages: readonly PageRoute[] = [listPage, messagePage]

const newest = async (db: D1Database): Promise<MailRow[]> =>
  (await listMessages({ db }, { limit: shown, cursor: undefined, toItem: (row) => row })).items

const mailboxPage = (title: string, children: ComponentChildren): Promise<Response> =>
  page({ title, here: 'Mailbox', moreCss: css, anyStyle: true, development: true, children })

function Mailbox({
  messages,
  openId,
  children,
}: {
  messages: MailRow[]
  openId?: string
  children?: ComponentChildren
}) {
  const Title = openId === undefined ? 'h1' : 'h2'
  return (
    <main id="main" class={openId === undefined ? 'mailbox' : 'mailbox reading'}>
      <section class="inbox" aria-labelledby="mailbox-title">
        <Title id="mailbox-title">Mailbox</Title>
        <p class="muted small">E-mail and text messages that would have been sent. Nothing leaves this machine.</p>
        {messages.length === 0 && <p class="empty">Nothing yet. Send a lead to a partner that takes e-mail.</p>}
        <ul>
          {messages.map((message) => (
            <li key={message.id}>
              <Entry message={message} isOpen={message.id === openId} />
            </li>
          ))}
        </ul>
      </section>
      {children ?? <p class="nothing-open muted">Choose a message to read it.</p>}
    </main>
  )
}

function Entry({ message: { id, kind, at, recipients, subject }, isOpen }: { message: MailRow; isOpen: boolean }) {
  return (
    <a class="entry" href={`/mailbox/${encodeURIComponent(id)}`} aria-current={isOpen ? 'true' : undefined}>
      <strong>{subject}</strong>
      <span class="muted small">
        {kind === 'text' && <span class="kind">Text</span>}
        {recipients.join(', ')}
      </span>
      <time class="muted small" dateTime={new Date(at).toISOString()}>
        {whenText(at)}
      </time>
    </a>
  )
}

const whenText = (at: number): string =>
  new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }).concat(' UTC')
