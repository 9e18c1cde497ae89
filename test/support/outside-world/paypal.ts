import type { IncomingMessage, ServerResponse } from 'node:http'
import { type PayPalDouble, paypalDouble } from '../../../scripts/paypal/double.ts'

/** Where the double of PayPal answers on the server of the outside. */
export const paypalPath = '/paypal'

/** The address to which the double's webhook is said to send events: where tests call the Worker. */
const webhookUrl = 'https://baton.example.com/hooks/paypal'

const doubles = new Map<string, PayPalDouble>()

/**
 * Answers as PayPal's API does, and to what a test wants of it: POST /paypal/_do with `{ do: 'approve', args: […] }` is a
 * deed of the payer's or of PayPal's, GET /paypal/_events?about=top_… what PayPal would send to the webhook.
 */
export function answerAsPayPal(
  { url, request, body }: { url: URL; request: IncomingMessage; body: string },
  response: ServerResponse,
): void {
  const origin = `http://${request.headers.host}${paypalPath}`
  const double = doubles.get(origin) ?? paypalDouble({ origin, webhookUrl })
  doubles.set(origin, double)
  const path = url.pathname.slice(paypalPath.length)
  const say = (status: number, answer: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  if (path === '/_events') return void say(200, double.events(url.searchParams.get('about') ?? ''))
  if (path === '/_order') return void say(200, double.order(url.searchParams.get('id') ?? '') ?? null)
  if (path === '/_do') {
    const wanted = JSON.parse(body) as { do: 'approve' | 'finish' | 'takeBack' | 'void'; args: [string, never] }
    return void say(200, double[wanted.do](...wanted.args) ?? null)
  }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const answer = double.answer({ method: request.method ?? '', path, query: url.searchParams, headers, body })
  say(answer?.status ?? 404, answer === null ? { name: 'NOT_FOUND' } : answer.body)
}
