import { exports } from 'cloudflare:workers'
import { checkAnswer } from './check-answer.ts'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

export interface CallOptions {
  headers?: Record<string, string>
  /** Sent as it is: for bodies that are no JSON. */
  raw?: BodyInit
}

/** How a request reaches the house: the whole Worker unless a test brings an app of its own. */
export type Fetch = (request: Request) => Promise<Response>

/**
 * Calls the API as a client would: JSON in, JSON out. Every good answer is compared with what its route declares, so
 * that a test cannot pass on an answer which the reference page does not know.
 */
export function client({ key, fetch = wholeWorker }: { key?: string; fetch?: Fetch } = {}) {
  const call = async (method: string, path: string, body?: unknown, { headers, raw }: CallOptions = {}) => {
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await fetch(
      new Request(`https://baton.example.com${path}`, {
        method,
        headers: {
          ...(key !== undefined && { Authorization: `Bearer ${key}` }),
          ...(sent !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: sent ?? null,
        redirect: 'manual',
      }),
    )
    const answer = await read(response)
    checkAnswer(method, path, answer)
    return answer
  }
  return {
    call,
    get: (path: string, options?: CallOptions) => call('GET', path, undefined, options),
    post: (path: string, body?: unknown, options?: CallOptions) => call('POST', path, body, options),
    put: (path: string, body?: unknown, options?: CallOptions) => call('PUT', path, body, options),
    patch: (path: string, body?: unknown, options?: CallOptions) => call('PATCH', path, body, options),
    delete: (path: string, body?: unknown, options?: CallOptions) => call('DELETE', path, body, options),
  }
}

const wholeWorker: Fetch = (request) => (exports as unknown as { default: Fetcher }).default.fetch(request)

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = /^application\/(problem\+)?json/.test(response.headers.get('Content-Type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson && text !== '' ? JSON.parse(text) : text }
}
