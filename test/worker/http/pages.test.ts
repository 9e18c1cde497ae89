import { beforeEach, describe, expect, it } from 'vitest'
import { toCodeId } from '../../../contract/id.ts'
import { routes } from '../../../worker/http/routes.ts'
import { client } from '../../support/client.ts'
import { db, seedAdminKey } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { post, seedSignUp } from '../../support/sign-up.ts'

const inProduction = settledFetch({ env: { ENVIRONMENT: 'production' } })

const visitor = client()
const visitorInProduction = client({ fetch: inProduction })

const mail = {
  id: 'ref_0195e2f4-6a3c-7b21-8d4e-5f6000000002:copy',
  at: 1_790_000_000_000,
  subject: 'New lead <b>in</b> NW1',
  body: 'Open https://example.com/a?b=1 <script>alert(1)</script>',
  html: '<p onclick="alert(1)">Hello "you"</p><script>alert(1)</script>',
}

const seedMail = (more: Partial<typeof mail> = {}) => {
  const { id, at, subject, body, html } = { ...mail, ...more }
  return db()
    .prepare('INSERT INTO mailbox (id, at, sender, recipients, subject, body, html) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .bind(id, at, 'Baton <baton@example.com>', '["leads@example.com"]', subject, body, html)
    .run()
}

describe('pages', () => {
  it.each(['/', '/docs', '/mailbox'])('promises at %s a page that calls nobody and runs nothing', async (path) => {
    const { status, headers, body } = await visitor.get(path)
    expect([status, headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('Content-Security-Policy')).not.toContain('script-src')
    expect(body).toMatch(/^<!doctype html><html lang="en">/)
    expect(body).not.toMatch(/<script|<link rel="stylesheet"|src="http|@import|url\(http/)
    expect(body.match(/<h1/g)).toHaveLength(1)
    expect(body).toContain('<main id="main"')
  })

  it('promises a style sheet that the policy knows by its hash', async () => {
    const { headers, body } = await visitor.get('/docs')
    const style = /<style>([\s\S]*?)<\/style>/.exec(body)![1]!
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
    const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
    expect(headers.get('Content-Security-Policy')).toContain(`style-src 'sha256-${hash}'`)
  })

  it('promises the reference every route, and no id twice', async () => {
    const { body } = await visitor.get('/docs')
    for (const { summary } of routes) expect(body).toContain(summary)
    const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    const links = [...body.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
    expect(links.filter((id) => !ids.includes(id))).toEqual([])
  })

  it('promises the OpenAPI document to anybody from anywhere', async () => {
    const { status, headers, body } = await visitor.get('/openapi.json')
    expect([status, headers.get('Access-Control-Allow-Origin'), body.openapi]).toEqual([200, '*', '3.1.1'])
  })

  it('promises that /health answers', async () => {
    expect((await visitor.get('/health')).body).toEqual({ ok: true })
  })

  it('promises demo hints in development only', async () => {
    expect((await visitor.get('/')).body).toContain('npm run reset')
    expect((await visitorInProduction.get('/')).body).not.toMatch(/npm run reset|mailbox/i)
  })

  it.each(['/nothing', '/docs/more'])('promises a problem at the unknown page %s', async (path) => {
    const { status, body } = await visitor.get(path)
    expect([status, body.code]).toEqual([404, 'NOT_FOUND'])
  })

  it('promises a browser a page at an unknown address, with a way home', async () => {
    const { status, headers, body } = await visitor.get('/nothing', { headers: { Accept: 'text/html,*/*;q=0.8' } })
    expect([status, headers.get('Content-Type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(body).toContain('<a href="/">To the start</a>')
  })

  it('promises a problem at an unknown route of the API, whatever is accepted', async () => {
    expect((await visitor.get('/v1/nothing', { headers: { Accept: 'text/html' } })).body.code).toBe('NOT_FOUND')
  })

  it('promises the mark to browsers that ask for it by themselves', async () => {
    const { status, headers } = await visitor.get('/favicon.ico')
    expect([status, headers.get('Content-Type')]).toEqual([200, 'image/svg+xml'])
  })

  it.each(['/sign-in/%s', '/signup/confirm/%s'])(
    'promises after a refused code of %s a way to a new one',
    async (path) => {
      await seedSignUp()
      const response = await post(path.replace('%s', toCodeId('0195e2f4-6a3c-7b21-8d4e-5f6000000001')), {
        code: '00000000',
      })
      const html = await response.text()
      expect(response.status).toBe(422)
      expect(html).toContain(path.startsWith('/signup') ? '<a href="/signup">' : '<a href="/sign-in">')
      expect(html).not.toContain('in its mailbox')
    },
  )

  it('promises to say which forms the name of a person may have', async () => {
    const { status, body } = await client({ key: await seedAdminKey() }).get('/v1/notice-switches/bob')
    expect([status, body.detail]).toEqual([404, 'Expected a login (lgn_…), a partner (ptn_…) or an e-mail address.'])
  })
})

describe('the development mailbox', () => {
  let key: string
  beforeEach(async () => {
    key = await seedAdminKey()
  })

  it('promises the newest message first, page by page', async () => {
    for (const n of [1, 2, 3, 4, 5]) await seedMail({ id: `m${n}`, at: n === 3 ? 2 : n })
    const admin = client({ key })
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await admin.get(`/v1/mailbox?limit=2${cursor}`)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      if (body.nextCursor === null) break
      cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
    }
    expect(seen).toEqual(['m5', 'm4', 'm3', 'm2', 'm1'])
  })

  it('promises one message by its id, and a 404 without it', async () => {
    await seedMail()
    const admin = client({ key })
    const { body } = await admin.get(`/v1/mailbox/${encodeURIComponent(mail.id)}`)
    expect(body).toMatchObject({ subject: mail.subject, text: mail.body, html: mail.html, to: ['leads@example.com'] })
    expect((await admin.get('/v1/mailbox/nothing')).status).toBe(404)
    expect((await visitor.get('/mailbox/nothing')).status).toBe(404)
  })

  it('promises that a message is shown and cannot do anything', async () => {
    await seedMail()
    const { body } = await visitor.get(`/mailbox/${encodeURIComponent(mail.id)}`)
    expect(body).toContain('New lead &lt;b>in&lt;/b> NW1')
    expect(body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"')
    expect(body).not.toContain('<script')
    expect(body).toContain('<a href="https://example.com/a?b=1" target="_blank" rel="noreferrer">')
  })

  it.each(['/mailbox', `/mailbox/${encodeURIComponent(mail.id)}`, '/v1/mailbox', '/v1/mailbox/x'])(
    'promises that %s is not there in production',
    async (path) => {
      await seedMail()
      const { status, body } = await client({ key, fetch: inProduction }).get(path)
      expect([status, body.code]).toEqual([404, 'NOT_FOUND'])
    },
  )

  it('promises that the reference does not speak of it in production', async () => {
    expect((await visitorInProduction.get('/openapi.json')).body.paths).not.toHaveProperty('/v1/mailbox')
    expect((await visitorInProduction.get('/docs')).body).not.toContain('mailbox')
  })
})
