import { createServer, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { SeenMail } from './http-server.ts'
import { listen, type Stop } from './listen.ts'

/** Mail servers, each with a habit of its own. */
export async function startSmtpServers(mails: SeenMail[]) {
  const servers = {
    /** A proper one; the recipient's name decides: later@ 450, never@ 550, reads-later@ 451 after the message. */
    takes: await listen(properServer(mails, { authOptional: true })),
    wantsSignIn: await listen(properServer(mails, {})),
    /** Takes the message and is gone before it confirms. */
    drops: await listen(createServer((socket) => converse(socket, { afterMessage: () => socket.destroy() }))),
    turnsAway: await listen(createServer((socket) => socket.end('554 No service here\r\n'))),
    /** Says yes to DATA and then nothing more. */
    silent: await listen(createServer((socket) => converse(socket, { afterMessage: () => {} }))),
  }
  const urlOf = ({ port }: { port: number }, user = '') => `smtp://${user}127.0.0.1:${port}`
  const stop: Stop = async () => {
    await Promise.all(Object.values(servers).map((server) => server.stop()))
  }
  return {
    urls: {
      takes: urlOf(servers.takes),
      wantsSignIn: urlOf(servers.wantsSignIn, 'baton:right@'),
      drops: urlOf(servers.drops),
      turnsAway: urlOf(servers.turnsAway),
      silent: urlOf(servers.silent),
    },
    stop,
  }
}

function properServer(mails: SeenMail[], options: SMTPServerOptions) {
  const smtp = new SMTPServer({
    ...options,
    // Without TLS: a certificate that workerd trusts would have to be made and handed to it for every run.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'baton' && password === 'right'
        ? done(null, { user: username })
        : done(refusal(535, 'Wrong password')),
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('later@')) return done(refusal(450, 'Mailbox busy'))
      if (address.startsWith('never@')) return done(refusal(550, 'No such mailbox'))
      done()
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address)
        if (to.some((address) => address.startsWith('reads-later@'))) return done(refusal(451, 'Try again later'))
        mails.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to,
          content: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
  })
  smtp.on('error', () => {})
  return smtp.server
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode })

/** As much SMTP as a client needs to get to the end of its message. */
function converse(socket: Socket, { afterMessage }: { afterMessage: () => void }): void {
  let message: string | null = null
  socket.write('220 ready\r\n')
  socket.on('data', (data) => {
    if (message !== null) {
      message += data
      if (message.endsWith('\r\n.\r\n')) afterMessage()
      return
    }
    if (String(data).startsWith('DATA')) message = ''
    socket.write(message === null ? '250 fine\r\n' : '354 go on\r\n')
  })
}
