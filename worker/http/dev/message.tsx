import type { MailRow } from '../../../db/store/mailbox.ts'

/** One message: who wrote to whom, the text, and the HTML in a frame that can do nothing. A text is one bubble. */
export function Message({ message }: { message: MailRow }) {
  if (message.kind === 'text') return <Text message={message} />
  const { sender, recipients, subject, body, html, calendar } = message
  return (
    <article class="message" aria-labelledby="subject">
      <a class="back" href="/mailbox">
        All messages
      </a>
      <h1 id="subject">{subject}</h1>
      <dl>
        <dt>From</dt>
        <dd>{sender}</dd>
        <dt>To</dt>
        <dd>{recipients.join(', ')}</dd>
      </dl>
      {html !== null && (
        <section aria-labelledby="as-html">
          <h2 id="as-html">HTML</h2>
          {/* No script, no forms, no origin; links open in a tab of their own. */}
          <iframe
            title="The message as HTML"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            srcdoc={framed(html)}
          />
        </section>
      )}
      <section aria-labelledby="as-text">
        <h2 id="as-text">Text</h2>
        <pre class="text">{withLinks(body)}</pre>
      </section>
      {calendar !== null && (
        <section aria-labelledby="as-calendar">
          <h2 id="as-calendar">Appointment</h2>
          <a download="appointment.ics" href={`data:text/calendar;charset=utf-8,${encodeURIComponent(calendar)}`}>
            appointment.ics
          </a>
          <pre class="text">{calendar}</pre>
        </section>
      )}
    </article>
  )
}

/** A text message as its telephone would show it. */
function Text({ message: { sender, recipients, body } }: { message: MailRow }) {
  return (
    <article class="message" aria-labelledby="subject">
      <a class="back" href="/mailbox">
        All messages
      </a>
      <h1 id="subject">Text message</h1>
      <dl>
        <dt>From</dt>
        <dd>{sender}</dd>
        <dt>To</dt>
        <dd>{recipients.join(', ')}</dd>
      </dl>
      <p class="bubble">{withLinks(body)}</p>
    </article>
  )
}

const framed = (html: string): string => `<base target="_blank"><meta name="color-scheme" content="light">${html}`

/** Addresses in plain text become links, as every mail program makes them. */
function withLinks(text: string) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, i) =>
    i % 2 === 0 ? (
      part
    ) : (
      <a key={part} href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ),
  )
}
