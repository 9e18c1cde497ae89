import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Listening, listenLocally } from './demo/listen.ts'
import { clientId, clientSecret, webhookId } from './paypal/credentials.ts'
import { type PayPalDouble, paypalDouble } from './paypal/double.ts'
import { approvePage, checkoutPath, deskPage, readDeed } from './paypal/pages.ts'
import { startSending } from './paypal/send-events.ts'

export const paypalPorts = { first: 4500, count: 50 }

export const paypalOrigin = (port: number): string => `http://127.0.0.1:${port}`

/** Settings with which a Worker takes the double at `origin` for PayPal. */
export const paypalSettings = (origin: string): Record<string, string> => ({
  PAYPAL_CLIENT_ID: clientId,
  PAYPAL_CLIENT_SECRET: clientSecret,
  PAYPAL_WEBHOOK_ID: webhookId,
  PAYPAL_BASE_URL: origin,
})

/**
 * Plays PayPal on this machine: its API (paypal/double.ts), the page on which a payer approves, at / a desk for what
 * PayPal may do afterwards, and the events, which go to `webhookUrl`. Null when its ports are taken.
 */
export async function startPayPal(webhookUrl: string): Promise<Listening | null> {
  let double: PayPalDouble | null = null
  const listening = await listenLocally(paypalPorts, async (request, response) => {
    if (double === null) return void response.writeHead(503).end()
    answer(double, { request, response, body: await read(request) })
  })
  if (listening === null) return null
  // By its port and not by what a browser calls it: the Worker goes on only to the origin that it was told.
  const started = paypalDouble({ origin: paypalOrigin(listening.port), webhookUrl })
  double = started
  const stopSending = startSending(webhookUrl, () => started.allEvents())
  return {
    port: listening.port,
    async close() {
      stopSending()
      await listening.close()
    },
  }
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  body: string
}

function answer(double: PayPalDouble, { request, response, body }: Exchange): void {
  const method = request.method ?? ''
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const isPage = pathname === checkoutPath || pathname === '/'
  if (isPage && method === 'POST') doDeed(double, response, body)
  else if (pathname === '/') sendPage(response, deskPage(double.orders()))
  else if (isPage) sendPage(response, approvePage(double.order(searchParams.get('token') ?? '')))
  else {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const answered = double.answer({ method, path: pathname, query: searchParams, headers, body })
    response.writeHead(answered?.status ?? 404, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(answered?.body ?? { name: 'NOT_FOUND' }))
  }
}

function doDeed(double: PayPalDouble, response: ServerResponse, body: string): void {
  const next = readDeed(double, new URLSearchParams(body))
  if (next === null) response.writeHead(404).end('There is no such payment, or nothing like that can be done to it.')
  else response.writeHead(303, { Location: next }).end()
}

const sendPage = (response: ServerResponse, html: string): void =>
  void response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html)

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
