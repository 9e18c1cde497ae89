import type { IncomingMessage, ServerResponse } from 'node:http'
import { buyerPage } from './buyer/page.ts'
import { type Received, receive } from './buyer/receive.ts'
import { type Listening, listenLocally } from './demo/listen.ts'
import { readState, writeState } from './demo/state.ts'

export const buyerPorts = { first: 4400, count: 50 }

export const buyerOrigin = (port: number): string => `http://127.0.0.1:${port}`

const keptLeads = 200
const bodyLimit = 256 * 1024

/**
 * Plays the servers of all partners that take leads by JSON: POST /accept/{partner}, and other first words for other
 * answers (buyer/answers.ts). What came is shown at / and kept between runs. Null when its ports are taken.
 */
export const startBuyer = (): Promise<Listening | null> => {
  let received = readState<Received[]>('buyer', [])
  return listenLocally(buyerPorts, async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (request.method === 'POST') {
      const { answer, lead } = receive({
        path: pathname,
        headers: request.headers,
        body: await read(request),
        received,
      })
      if (lead !== null) {
        received = [lead, ...received].slice(0, keptLeads)
        writeState('buyer', received)
      }
      if (answer.afterMs > 0) await new Promise((resolve) => setTimeout(resolve, answer.afterMs))
      return send(response, answer.status, 'application/json', JSON.stringify(answer.body))
    }
    if (pathname === '/received.json') return send(response, 200, 'application/json', JSON.stringify(received))
    if (pathname !== '/') return send(response, 404, 'text/plain; charset=utf-8', 'There is no such page.')
    send(response, 200, 'text/html; charset=utf-8', buyerPage(received, `http://${request.headers.host}`))
  })
}

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
