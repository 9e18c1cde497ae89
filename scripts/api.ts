import type { Page } from '../contract/page.ts'
import type { ProblemDocument } from '../contract/problem.ts'

/** Baton's API as a script uses it. Answers are typed by who asks: contract/ has their shapes. */
export interface Api {
  get<Answer>(path: string): Promise<Answer>
  post<Answer>(path: string, body?: unknown): Promise<Answer>
  patch<Answer>(path: string, body: unknown): Promise<Answer>
  /** Every page of a list. `path` may have a query. */
  all<Item>(path: string): Promise<Item[]>
}

/** Speaks to the Worker at `origin` with a key. A refusal is thrown as an Error that names every bad field. */
export function apiAt(origin: string, key: string): Api {
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${describe(response.status, text)}`)
    return JSON.parse(text) as Answer
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
    async all<Item>(path: string) {
      const items: Item[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: Page<Item> = await call('GET', `${path}${path.includes('?') ? '&' : '?'}limit=200${after(cursor)}`)
        items.push(...page.items)
        cursor = page.nextCursor
      }
      return items
    },
  }
}

const after = (cursor: string): string => (cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`)

function describe(status: number, text: string): string {
  const problem = parse(text)
  const errors = (problem?.errors ?? []).map(({ pointer, message }) => `${pointer}: ${message}`)
  return [`${status} ${problem?.code ?? ''}`, problem?.detail ?? problem?.title ?? text.slice(0, 300), ...errors].join(
    '\n',
  )
}

function parse(text: string): Partial<ProblemDocument> | null {
  try {
    return JSON.parse(text) as Partial<ProblemDocument>
  } catch {
    return null
  }
}
