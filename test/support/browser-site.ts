import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { formKeys } from './seed-forms.ts'

/** The address that the example pages have in place of a deployment's own. */
const exampleHouse = 'https://leads.example.com'

/**
 * A website on an origin of its own that serves the example pages, with this house's address and keys in them. Its
 * address /rows answers a query to the database, so that a test in another process can look.
 */
export async function startSite({ house, db }: { house: string; db: D1Database }) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const answer = request.method === 'POST' ? await rowsOf(db, request) : await pageAt(url.pathname, house)
    response.writeHead(answer === null ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8' })
    response.end(answer ?? 'There is no such page.')
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => stop(server) }
}

async function pageAt(path: string, house: string): Promise<string | null> {
  const name = /^\/([a-z-]+)\.html$/.exec(path)?.[1]
  if (name === undefined) return null
  const page = await readFile(new URL(`../../examples/${name}.html`, import.meta.url), 'utf8').catch(() => null)
  const withKeys = Object.entries(formKeys).reduce(
    (html, [said, key]) => html.replaceAll(`"${said}"`, `"${key}"`).replaceAll(`/${said}`, `/${key}`),
    page ?? '',
  )
  return page && withKeys.replaceAll(exampleHouse, house)
}

async function rowsOf(db: D1Database, request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  const { sql, params } = JSON.parse(body)
  const { results } = await db
    .prepare(sql)
    .bind(...params)
    .all()
  return JSON.stringify(results)
}

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })
