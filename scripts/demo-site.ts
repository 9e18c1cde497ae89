import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Listening, listenLocally } from './demo/listen.ts'

/**
 * Where the demo website may be found. Its form keys allow every one of these origins, so that they hold whichever
 * port is free: a key's websites are part of the key, and a key that is printed on a page must not change.
 */
export const sitePorts = { first: 4300, count: 10 }

export const siteOrigin = (port: number): string => `http://localhost:${port}`

/** What the pages have in place of a deployment's address and keys, as in examples/*.html. */
export interface SiteFacts {
  worker: string
  /** By what the pages call them: pk_your_form_key. */
  keys: Record<string, string>
}

const folder = new URL('../examples/demo/site/', import.meta.url)

const contentTypes: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/**
 * Serves the demo introducer's website on an origin of its own; null when all its ports are taken. `facts` is null
 * until the Worker is there. The address /.baton answers with `token`, by which we know our own again.
 */
export const startSite = (token: string, facts: () => SiteFacts | null): Promise<Listening | null> =>
  listenLocally(sitePorts, async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/.baton') return send(response, { status: 200, type: 'text/plain', body: token })
    send(response, await answer(request, pathname, facts()))
  })

interface Answer {
  status: number
  type: string
  body: string
}

async function answer({ method }: IncomingMessage, path: string, facts: SiteFacts | null): Promise<Answer> {
  const name = /^\/([a-z-]*)(\.(?:css|svg))?$/.exec(path)
  const file = name === null ? null : `${name[1] || 'index'}${name[2] ?? '.html'}`
  const text = file === null ? null : await readFile(new URL(file, folder), 'utf8').catch(() => null)
  if (text === null || (method !== 'GET' && method !== 'HEAD')) return plain(404, 'There is no such page.')
  if (facts === null) return plain(503, 'The house is still starting. Try again in a moment.')
  const type = contentTypes[file!.split('.').at(-1)!]!
  return { status: 200, type, body: fillIn(text, facts) }
}

/** A page with this deployment's address and keys where the examples have their own. */
export const fillIn = (page: string, { worker, keys }: SiteFacts): string =>
  Object.entries(keys)
    .sort(([one], [other]) => other.length - one.length)
    .reduce((text, [said, key]) => text.replaceAll(said, key), page)
    .replaceAll('https://leads.example.com', worker)

const plain = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body })

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' })
  response.end(body)
}
