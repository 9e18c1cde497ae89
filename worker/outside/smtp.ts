import net from 'node:net'
import { Readable } from 'node:stream'
import tls from 'node:tls'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Answer, CallResult, NoAnswer } from './call-result.ts'
import type { Mail } from './mail.ts'
import { type SmtpServer, smtpServerOf } from './smtp-server.ts'

/**
 * One message over SMTP. The conversation is driven step by step, and the message is a stream that notes when its
 * first byte is asked for, which is after the server has said yes to DATA: that tells "certainly not sent" from "may
 * have been". A 4xx or 5xx to the recipients or to the message is an answer; a refusal before that (greeting, sign-in,
 * sender) is our own mail server's, says nothing about the partner, and is `unreached`.
 */
export async function sendBySmtp(smtpUrl: string, mail: Mail, timeoutMs = 15_000): Promise<CallResult> {
  const startedAt = Date.now()
  const server = smtpServerOf(smtpUrl)
  if (server === null)
    return { kind: 'unreached', because: 'SMTP_URL should look like smtps://user:password@host:465.', tookMs: 0 }

  const progress = { begun: false }
  const composed = await compose(mail, progress)
  const result = await converse(server, composed, AbortSignal.timeout(timeoutMs)).then(readSuccess, (error) =>
    readFailure(error, progress.begun),
  )
  return { ...result, tookMs: Date.now() - startedAt }
}

interface Composed {
  envelope: { from?: string | false; to?: string[] }
  content: Readable
}

async function compose(
  { from, to, subject, text, html, messageId, calendar }: Mail,
  progress: { begun: boolean },
): Promise<Composed> {
  const headers = { 'Auto-Submitted': 'auto-generated' }
  // As an alternative to the text, which offers its buttons, and as a file, for programs that know none.
  const icalEvent = calendar === undefined ? {} : { icalEvent: { ...calendar, filename: 'appointment.ics' } }
  const node = new MailComposer({ from, to: [...to], subject, text, html, messageId, headers, ...icalEvent }).compile()
  const raw = await node.build()
  function* chunks() {
    progress.begun = true
    yield raw
  }
  return { envelope: node.getEnvelope(), content: Readable.from(chunks()) }
}

async function converse(server: SmtpServer, { envelope, content }: Composed, signal: AbortSignal): Promise<Sent> {
  const stopped = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  const connection = new SMTPConnection({
    host: server.host,
    connection: await Promise.race([open(server, signal), stopped]),
    secure: server.secure,
    secured: server.secure,
    // A password never travels in the clear, except within this machine.
    requireTLS: !server.secure && server.user !== '' && !isLoopback(server.host),
    socketCloseTimeout: 1000,
  })
  const broken = new Promise<never>((_, reject) => connection.on('error', reject))
  const step = <Result>(run: (done: Done<Result>) => void): Promise<Result> =>
    Promise.race([broken, stopped, fromCallback(run)])
  try {
    await step<void>((done) => connection.connect(done))
    if (server.user !== '')
      await step<unknown>((done) => connection.login({ user: server.user, pass: server.password }, done))
    return await step<Sent>((done) => connection.send(envelope, content, done))
  } finally {
    connection.close()
  }
}

interface Sent {
  response: string
  rejectedErrors?: SmtpError[] | undefined
}

type Done<Result> = (error?: Error | null, result?: Result) => void

const fromCallback = <Result>(run: (done: Done<Result>) => void): Promise<Result> =>
  new Promise((resolve, reject) => run((error, result) => (error ? reject(error) : resolve(result as Result))))

/**
 * A socket of our own: nodemailer would look the name up itself (over node:dns, which asks the Internet even about
 * `localhost`) and connect to the bare address, against which workerd then checks the certificate in vain.
 */
const open = ({ host, port, secure }: SmtpServer, signal: AbortSignal): Promise<net.Socket> =>
  new Promise((resolve, reject) => {
    const socket: net.Socket = secure
      ? tls.connect({ host, port, servername: host }, () => resolve(socket))
      : net.connect({ host, port }, () => resolve(socket))
    socket.once('error', reject)
    signal.addEventListener('abort', () => {
      socket.destroy()
    })
  })

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.')

/** What nodemailer says of a failure; `response` is the server's own reply. */
interface SmtpError extends Error {
  code?: string | undefined
  command?: string | undefined
  response?: string | undefined
  responseCode?: number | undefined
  recipient?: string | undefined
}

type Result = Omit<Answer, 'tookMs'> | Omit<NoAnswer, 'tookMs'>

const readSuccess = ({ response, rejectedErrors = [] }: Sent): Result => {
  const refusals = rejectedErrors.map((error) => `Not taken for ${error.recipient}: ${error.response}`)
  return answer(250, { body: [response, ...refusals].join('\n'), arrived: true })
}

function readFailure({ code, command, response = '', responseCode }: SmtpError, begun: boolean): Result {
  const isAboutTheMessage = begun || command === 'RCPT TO' || command === 'DATA'
  if (responseCode && isAboutTheMessage) return answer(responseCode, { body: response, arrived: begun })
  if (begun) return { kind: 'unknown', because: 'The mail server was lost before it confirmed the message.' }
  return { kind: 'unreached', because: reasons[code ?? ''] ?? 'The mail server cannot be reached. Check SMTP_URL.' }
}

const answer = (status: number, { body, arrived }: Pick<Answer, 'body' | 'arrived'>): Result => ({
  kind: 'answer',
  status,
  headers: {},
  body,
  truncated: false,
  arrived,
})

const reasons: Record<string, string> = {
  EAUTH: 'The mail server refused the sign-in. Check the user and password in SMTP_URL.',
  EENVELOPE: 'The mail server takes no mail from this sender. Check MAIL_FROM.',
  ETLS: 'No secure connection to the mail server came about.',
  EPROTOCOL: 'The mail server refused the conversation.',
}
