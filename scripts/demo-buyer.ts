import type { IncomingMessage, ServerResponse } from 'node:http'
import { buyerPage } from './buyer/page.ts'
import { type Received, receive } from './buyer/receive.ts'
import { type Message, receiveMessage } from './buyer/webhooks.ts'
import { type Listening, listenLocally } from './demo/listen.ts'
import { readState, writeState } from './demo/state.ts'

export const buyerPorts = { first: 4400, count: 50 }

export const buyerOrigin = (port: number): string => `http://127.0.0.1:${port}`

/** Where the broker's own system hears of things, on the same server. */
export const webhookPath = '/webhook'

const keptLeads = 200
const keptMessages = 100
const bodyLimit = 256 * 1024

/**
 * Plays the servers of all partners that take leads over the internet: POST /accept/{partner}, and other first words for
 * other answers (buyer/answers.ts), in whatever format the lead comes (buyer/dialects.ts). POST /webhook plays the broker's
 * own system. What came is shown at / and kept between runs. Null when its ports are taken.
 */
export const startBuyer = (): Promise<Listening | null> => {
  let received = readState<Received[]>('buyer', [])
  let messages = readState<Message[]>('webhooks', [])
  return listenLocally(buyerPorts, async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const { method, headers } = request
    if (method === 'POST' && pathname === webhookPath) {
      const { secret } = readState<{ secret: string | null }>('webhook', { secret: null })
      const { status, message } = receiveMessage({ headers, body: await read(request), secret, known: messages })
      if (message !== null) {
        messages = [message, ...messages].slice(0, keptMessages)
        writeState('webhooks', messages)
      }
      return send(response, status, 'text/plain; charset=utf-8', '')
    }
    if (method === 'POST') {
      const { answer, lead } = receive({ path: pathname, headers, body: await read(request), received })
      if (lead !== null) {
        received = [lead, ...received].slice(0, keptLeads)
        writeState('buyer', received)
      }
      if (answer.afterMs > 0) await new Promise((resolve) => setTimeout(resolve, answer.afterMs))
      return send(response, answer.status, answer.contentType, answer.text)
    }
    const page = { received, messages, origin: `http://${headers.host}` }
    if (pathname === '/received.json') return send(response, 200, 'application/json', JSON.stringify(received))
    if (pathname === '/newest.json') return send(response, 200, 'application/json', JSON.stringify(newest(page)))
    if (pathname !== '/') return send(response, 404, 'text/plain; charset=utf-8', 'There is no such page.')
    send(response, 200, 'text/html; charset=utf-8', buyerPage({ ...page, newest: newest(page) }))
  })
}

/** What the page was made with: it looks whether there is more. */
const newest = ({ received, messages }: { received: readonly Received[]; messages: readonly Message[] }): string =>
  `${received[0]?.at ?? ''} ${messages[0]?.id ?? ''}`

/** The body as text; cut off where no lead is as long. */
async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) if (text.length < bodyLimit) text += chunk
  return text
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' })
  response.end(body)
}
