import { createServer, type Socket } from 'node:net'
import { listen, type Stop } from './listen.ts'

/** Where in the conversation a mail server begins to misbehave; up to there it is a proper one. */
type Stage = 'greeting' | 'recipient' | 'data' | 'message'

interface Habit {
  at: Stage
  act(socket: Socket): void
}

const say = (line: string) => (socket: Socket) => void socket.write(`${line}\r\n`)

const drip = (socket: Socket): void => {
  const timer = setInterval(() => socket.write('2'), 30)
  socket.on('close', () => clearInterval(timer))
}

export const mailHabits = {
  'is-silent-at-first': { at: 'greeting', act: () => {} },
  'drips-its-greeting': { at: 'greeting', act: drip },
  'resets-at-once': { at: 'greeting', act: (socket) => void socket.resetAndDestroy() },
  'is-no-mail-server': { at: 'greeting', act: (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') },
  'turns-us-away': { at: 'greeting', act: say('554 No service here') },
  'resets-before-the-message': { at: 'data', act: (socket) => void socket.resetAndDestroy() },
  'knows-nobody': { at: 'recipient', act: say('550 No such mailbox') },
  'is-busy': { at: 'recipient', act: say('450 Mailbox busy') },
  'is-silent-after-the-message': { at: 'message', act: () => {} },
  'resets-after-the-message': { at: 'message', act: (socket) => void socket.resetAndDestroy() },
  'closes-after-the-message': { at: 'message', act: (socket) => void socket.end() },
  'drips-its-answer': { at: 'message', act: drip },
  'breaks-off': { at: 'message', act: (socket) => void socket.write('25', () => socket.resetAndDestroy()) },
  'talks-nonsense': { at: 'message', act: say('<html>Thank you</html>') },
  'refuses-the-message': { at: 'message', act: say('554 Rejected: duplicate') },
  'asks-for-it-later': { at: 'message', act: say('451 Try again later') },
  'closes-for-today': { at: 'message', act: say('421 Closing') },
  'takes-it-in-latin-1': {
    at: 'message',
    act: (socket) => void socket.write(Buffer.from('250 Merci, re\xe7u\r\n', 'latin1')),
  },
  /** SMTP has no body: words after 250 change nothing. */
  'takes-it-and-says-rejected': { at: 'message', act: say('250 {"status":"rejected"}') },
  'takes-it-at-length': { at: 'message', act: (socket) => void socket.write(`${'250-x\r\n'.repeat(5000)}250 ok\r\n`) },
} as const satisfies Record<string, Habit>

export type MailHabit = keyof typeof mailHabits

/** One mail server a habit; gives their addresses. */
export async function startHostileMail(): Promise<{ urls: Record<MailHabit, string>; stop: Stop }> {
  const names = Object.keys(mailHabits) as MailHabit[]
  const servers = await Promise.all(
    names.map((name) => listen(createServer((socket) => converse(socket, mailHabits[name])))),
  )
  return {
    urls: Object.fromEntries(names.map((name, i) => [name, `smtp://127.0.0.1:${servers[i]?.port}`])) as Record<
      MailHabit,
      string
    >,
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()))
    },
  }
}

function converse(socket: Socket, { at, act }: Habit): void {
  let message: string | null = null
  let gone = false
  const answer = (stage: Stage | null, proper: string) => {
    if (gone) return
    gone = stage === at && stage !== 'recipient'
    if (stage === at) act(socket)
    else socket.write(`${proper}\r\n`)
  }
  answer('greeting', '220 ready')
  socket.on('data', (data) => {
    const line = String(data)
    if (message !== null) {
      message += line
      if (message.endsWith('\r\n.\r\n')) answer('message', '250 taken')
    } else if (line.startsWith('DATA')) {
      if (at !== 'data') message = ''
      answer('data', '354 go on')
    } else answer(line.startsWith('RCPT') ? 'recipient' : null, '250 fine')
  })
}
