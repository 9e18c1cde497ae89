import { createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { listen, type Stop } from './listen.ts'

/** What one bad habit has come to see and send; its name is the path that was asked for. */
export interface Sighting {
  connections: number
  /** The x-baton-reference of each request that came whole. */
  references: string[]
  /** How many bytes of it were answered. */
  sent: number
}

/**
 * A partner's server that does what no HTTP library lets a server do: every byte is written by hand. The first part of
 * the path is the habit. GET /_seen gives what each habit has seen.
 */
export async function startHostileServer(): Promise<{ url: string; stop: Stop }> {
  const seen: Record<string, Sighting> = {}
  const server = createServer((socket) => {
    let received = Buffer.alloc(0)
    let begun = false
    socket.on('data', (data) => {
      received = Buffer.concat([received, data])
      if (begun) return
      const habitName = /^[A-Z]+ \/([\w-]*)/.exec(received.toString('latin1'))?.[1]
      if (habitName === undefined) return
      if (habitName === '_seen') {
        begun = true
        socket.end(answer({ type: 'application/json', body: JSON.stringify(seen) }))
        return
      }
      const habit = habits[habitName]
      const request = received.toString('latin1')
      if (habit === undefined || (habit.reads !== 'nothing' && !isWhole(request))) return
      begun = true
      seen[habitName] ??= { connections: 0, references: [], sent: 0 }
      const sighting = seen[habitName]
      sighting.connections++
      const reference = /\r\nx-baton-reference: *([^\r]*)/i.exec(request)?.[1]
      if (reference !== undefined) sighting.references.push(reference)
      habit.act(socket)
      socket.on('close', () => {
        sighting.sent += socket.bytesWritten
      })
    })
  })
  const { port, stop } = await listen(server)
  return { url: `http://127.0.0.1:${port}`, stop }
}

/** The head is there, and as much of a body as it says. */
function isWhole(request: string): boolean {
  const end = request.indexOf('\r\n\r\n')
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(request)?.[1] ?? 0)
  return end >= 0 && request.length >= end + 4 + length
}

const answer = ({ status = '200 OK', type = 'text/plain', body = '' as string | Buffer, headers = '' }): Buffer => {
  const bytes = Buffer.from(body)
  return Buffer.concat([
    Buffer.from(
      `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${bytes.length}\r\n${headers}connection: close\r\n\r\n`,
    ),
    bytes,
  ])
}

interface Habit {
  /** `nothing`: acts at the first bytes, and reads no further. */
  reads?: 'nothing'
  act(socket: Socket): void
}

const head = (length: number, more = '') => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n${more}\r\n`

const drip = (socket: Socket, text: string, everyMs: number): void => {
  let at = 0
  const timer = setInterval(() => socket.write(text[at++ % text.length] ?? '.'), everyMs)
  socket.on('close', () => clearInterval(timer))
}

/** As fast as it is taken, and no faster. */
function pour(socket: Socket, chunk: Buffer, bytes: number): void {
  let left = bytes
  const more = () => {
    while (left > 0 && socket.writable) {
      left -= chunk.length
      if (!socket.write(chunk)) break
    }
  }
  socket.on('drain', more)
  more()
}

const megabyte = Buffer.alloc(1024 * 1024, 'x')

/** 100 MB of spaces in about 100 kB; packed when somebody first asks for it. */
function bomb(): Buffer {
  packed ??= gzipSync(Buffer.alloc(100 * megabyte.length, ' '))
  return packed
}

let packed: Buffer | null = null

const habits: Record<string, Habit> = {
  'never-answers': { act: () => {} },
  'never-reads': { reads: 'nothing', act: (socket) => void socket.pause() },
  'drips-its-head': { act: (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nx-slow: yes\r\n', 30) },
  'drips-its-body': {
    act: (socket) => {
      socket.write(head(1000))
      drip(socket, '.', 30)
    },
  },
  'endless-chunks': {
    act: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
      drip(socket, '1\r\nx\r\n', 5)
    },
  },
  'resets-at-once': { reads: 'nothing', act: (socket) => void socket.resetAndDestroy() },
  'resets-after-the-bytes': { act: (socket) => void socket.resetAndDestroy() },
  'closes-after-the-bytes': { act: (socket) => void socket.end() },
  'breaks-off': {
    act: (socket) => {
      socket.write(`${head(100)}{"status":`)
      setTimeout(() => socket.resetAndDestroy(), 50)
    },
  },
  'is-not-http': { act: (socket) => void socket.end('220 mail.example.com ready\r\n') },
  'answers-500': { act: (socket) => void socket.end(answer({ status: '500 Oh', body: '<html>Oh no</html>' })) },
  'answers-429': {
    act: (socket) => void socket.end(answer({ status: '429 Slow down', headers: 'retry-after: 7200\r\n' })),
  },
  'answers-410': { act: (socket) => void socket.end(answer({ status: '410 Gone' })) },
  'answers-nothing': { act: (socket) => void socket.end(answer({})) },
  'sends-200-mb': {
    act: (socket) => {
      socket.write(head(200 * megabyte.length))
      pour(socket, megabyte, 200 * megabyte.length)
    },
  },
  'is-a-gzip-bomb': {
    act: (socket) => {
      socket.write(head(bomb().length, 'content-encoding: gzip\r\n'))
      socket.end(bomb())
    },
  },
  'is-no-gzip': {
    act: (socket) => void socket.end(answer({ headers: 'content-encoding: gzip\r\n', body: 'plain as can be' })),
  },
  'answers-broken-xml': {
    act: (socket) => void socket.end(answer({ type: 'text/xml', body: '<r><status>ok</stat' })),
  },
  /** A DOCTYPE that would say "rejected" if anybody believed it. */
  'declares-entities': {
    act: (socket) =>
      void socket.end(
        answer({ type: 'text/xml', body: '<!DOCTYPE r [<!ENTITY s "rejected">]><r><status>&s;</status></r>' }),
      ),
  },
  /** It says UTF-8 and is not. */
  'lies-about-its-charset': {
    act: (socket) =>
      void socket.end(answer({ type: 'text/plain; charset=utf-8', body: Buffer.from([0xc3, 0x28, 0xff, 0xfe, 0x80]) })),
  },
  /** A charset that nobody has heard of. */
  'invents-a-charset': {
    act: (socket) => void socket.end(answer({ type: 'text/plain; charset="x-klingon"', body: 'received' })),
  },
  'answers-in-utf-16': {
    act: (socket) =>
      void socket.end(
        answer({ type: 'application/json; charset=utf-16le', body: Buffer.from('{"status":"rejected"}', 'utf16le') }),
      ),
  },
  'sends-a-thousand-headers': {
    act: (socket) =>
      void socket.end(
        answer({ headers: Array.from({ length: 1000 }, (_, i) => `x-${i}: ${'y'.repeat(100)}\r\n`).join('') }),
      ),
  },
}
