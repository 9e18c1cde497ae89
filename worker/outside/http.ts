import type { Env } from '../env.ts'
import { addressProblem } from './address.ts'
import type { Answer, CallResult, NoAnswer } from './call-result.ts'
import { edgeError } from './edge-error.ts'

export interface Call {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
  /** For everything: connecting, sending and reading the answer. */
  timeoutMs?: number
}

export const answerLimitBytes = 64 * 1024

/**
 * The only place that calls out by HTTP (ENGINE 5). A redirect is an answer like any other: it is never followed.
 *
 * What can be known when no answer comes? In workerd a refused connection and one that is reset after the request has
 * been read both throw "Network connection lost."; a name that does not exist throws "internal error"; the request's
 * body is taken from us before there is a connection at all. So nothing that fetch throws proves that nothing arrived,
 * and asking the port afterwards proves nothing either: a server that dies of our request refuses the next one.
 * Two things do prove it:
 * - Cloudflare's edge, which makes the connection in production, answers 521, 522, 523, 525, 526 or 530 itself when it
 *   could not connect (edge-error.ts);
 * - development has no edge, so there a plain connection is tried *before* the call: when it is refused, no call is made.
 * Everything else is `unknown`.
 */
export async function callOut(env: Pick<Env, 'ENVIRONMENT'>, call: Call): Promise<CallResult> {
  const startedAt = Date.now()
  const development = env.ENVIRONMENT === 'development'
  const refused = addressProblem(call.url, { development })
  if (refused !== null) return { kind: 'unreached', because: refused, tookMs: 0 }

  const signal = AbortSignal.timeout(call.timeoutMs ?? 15_000)
  if (development && (await refusesConnections(call.url, signal)))
    return { kind: 'unreached', because: 'The server does not accept connections.', tookMs: Date.now() - startedAt }
  return fetchWithin(requestOf(call, signal), { signal, startedAt })
}

/** Only there, so that whoever merely lists routes needs no runtime that has sockets. */
async function refusesConnections(url: string, signal: AbortSignal): Promise<boolean> {
  return (await import('./connect.ts')).refusesConnections(url, signal)
}

/** Made outside of any try: a request that cannot even be built is our fault, not the other side's silence. */
const requestOf = ({ url, method, headers, body }: Call, signal: AbortSignal): Request =>
  new Request(url, { method, headers, body: body ?? null, redirect: 'manual', signal })

async function fetchWithin(
  request: Request,
  { signal, startedAt }: { signal: AbortSignal; startedAt: number },
): Promise<CallResult> {
  const noAnswer = (kind: NoAnswer['kind'], because: string) => ({ kind, because, tookMs: Date.now() - startedAt })
  let status: number | null = null
  try {
    const response = await fetch(request)
    status = response.status
    const headers = Object.fromEntries(response.headers)
    const { body, truncated } = await readText(response)
    const answer: Answer = {
      kind: 'answer',
      status,
      headers,
      body,
      truncated,
      arrived: true,
      tookMs: Date.now() - startedAt,
    }
    const error = edgeError(answer)
    return error === null ? answer : noAnswer(error.kind, error.because)
  } catch {
    if (status !== null) return noAnswer('unknown', `The answer broke off after its status ${status}.`)
    if (signal.aborted) return noAnswer('unknown', 'The server did not answer in time.')
    return noAnswer('unknown', 'The connection was lost before an answer came.')
  }
}

/** The body as text, at most `answerLimitBytes` of it; the rest is not fetched. */
async function readText(response: Response): Promise<{ body: string; truncated: boolean }> {
  if (response.body === null) return { body: '', truncated: false }
  const decoder = decoderFor(response.headers.get('content-type'))
  const reader = response.body.getReader()
  let body = ''
  let left = answerLimitBytes
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { body: body + decoder.decode(), truncated: false }
    body += decoder.decode(value.subarray(0, left), { stream: true })
    left -= value.byteLength
    if (left < 0) {
      await reader.cancel()
      return { body, truncated: true }
    }
  }
}

/** By the charset that the answer says it has; what claims nothing, or something unheard of, is read as UTF-8. */
function decoderFor(contentType: string | null): TextDecoder {
  const charset = /;\s*charset\s*=\s*"?([A-Za-z0-9._:-]{1,40})/i.exec(contentType ?? '')?.[1]
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}
