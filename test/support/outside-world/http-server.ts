import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { answerAsRegister, registerPath } from './fca-register.ts'
import { listen, type Stop } from './listen.ts'
import { answerAsPayPal, paypalPath } from './paypal.ts'
import { answerAsTwilio, twilioPath } from './twilio.ts'

export interface SeenRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

export interface SeenMail {
  from: string
  to: string[]
  content: string
}

/**
 * A partner's server with every bad habit, one a path. What it was sent can be read back: GET /_seen?path=/ok gives
 * requests, GET /_mails?to=a@example.com the mails that the SMTP servers took.
 */
export async function startHttpServer(): Promise<{ url: string; mails: SeenMail[]; stop: Stop }> {
  const seen: SeenRequest[] = []
  const mails: SeenMail[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname === '/_seen')
      return sendJson(
        response,
        seen.filter(({ path }) => path === url.searchParams.get('path')),
      )
    if (url.pathname === '/_mails')
      return sendJson(
        response,
        mails.filter(({ to }) => to.includes(url.searchParams.get('to') ?? '')),
      )
    const body = await bodyOf(request)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    seen.push({ method: request.method ?? '', path: url.pathname, headers, body })
    if (url.pathname.startsWith(registerPath)) return answerAsRegister(url, request, response)
    if (url.pathname === twilioPath)
      return answerAsTwilio(
        { method: request.method ?? '', url, authorization: headers.authorization ?? '', body },
        response,
      )
    if (url.pathname.startsWith(`${paypalPath}/`)) return answerAsPayPal({ url, request, body }, response)
    const habit = habits[url.pathname] ?? (url.pathname.startsWith('/say/') ? say : habits['/answer'])
    habit?.({ url, request, response, body })
  })
  const { port, stop } = await listen(server)
  return { url: `http://127.0.0.1:${port}`, mails, stop }
}

interface Exchange {
  url: URL
  request: IncomingMessage
  response: ServerResponse
  body: string
}

const habits: Record<string, (exchange: Exchange) => void> = {
  /** ?status=409&body=…&header=retry-after:120 */
  '/answer': ({ url, response }) => {
    for (const header of url.searchParams.getAll('header')) {
      const [name = '', ...value] = header.split(':')
      response.setHeader(name, value.join(':'))
    }
    response.writeHead(Number(url.searchParams.get('status') ?? 200)).end(url.searchParams.get('body') ?? '')
  },
  '/echo': ({ request, response }) => sendJson(response, request.headers),
  '/redirect': ({ response }) => response.writeHead(302, { location: '/redirected?token=secret' }).end(),
  '/huge': ({ response }) => {
    const chunk = 'x'.repeat(16 * 1024)
    const timer = setInterval(() => response.write(chunk), 1)
    response.on('close', () => clearInterval(timer))
  },
  '/drip': ({ response }) => {
    const timer = setInterval(() => response.write('.'), 50)
    response.on('close', () => clearInterval(timer))
  },
  '/silent': () => {},
  /** ?ms=500: takes its time, then accepts. */
  '/late': ({ url, response }) => {
    setTimeout(() => sendJson(response, { status: 'accepted' }), Number(url.searchParams.get('ms')))
  },
  '/reset': ({ request }) => request.socket.resetAndDestroy(),
  '/garbage': ({ request }) => request.socket.end('this is not HTTP\r\n\r\n'),
  '/half': ({ request }) => {
    request.socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"status":')
    setTimeout(() => request.socket.resetAndDestroy(), 50)
  },
}

/** /say/{"status":"accepted"} answers just that. */
const say = ({ url, response }: Exchange): void => {
  response.end(decodeURIComponent(url.pathname.slice('/say/'.length)))
}

const sendJson = (response: ServerResponse, value: unknown): void => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(value))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
