import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { client } from '../../support/client.ts'
import { db, seedKey } from '../../support/seed-access.ts'
import { seedLogin } from '../../support/seed-login.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { codeIdOf, post, secretOf, seedSignUp, signUp } from '../../support/sign-up.ts'

const said: string[] = []
const api = client({ fetch: settledFetch() })

beforeEach(async () => {
  await seedSignUp()
  said.length = 0
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...args) => void said.push(args.join(' ')))
})
afterEach(() => vi.restoreAllMocks())

/** Every row of every table as text, but for those where a secret may be: the mailbox stands for the outside. */
async function everything(except: readonly string[]): Promise<string> {
  const { results } = await db()
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*'")
    .all<{ name: string }>()
  const names = results.map(({ name }) => name).filter((name) => !except.includes(name))
  const dumps = await db().batch(names.map((name) => db().prepare(`SELECT * FROM "${name}"`)))
  return JSON.stringify(dumps.map((dump) => dump.results))
}

describe('what lets somebody in', () => {
  it('promises to stand nowhere but in their letter and in the one answer that gives it', async () => {
    const { email } = await seedLogin()
    const asked = await api.post('/v1/sign-in/codes', { email }, { headers: { 'Idempotency-Key': 'ask' } })
    const { digits, link } = await secretOf(asked.body.id)
    const wrong = await api.post('/v1/sign-in/sessions', { codeId: asked.body.id, code: '00000000' })
    const body = { codeId: asked.body.id, code: digits }
    const first = await api.post('/v1/sign-in/sessions', body, { headers: { 'Idempotency-Key': 'in' } })
    const again = await api.post('/v1/sign-in/sessions', body, { headers: { 'Idempotency-Key': 'in' } })
    const token: string = first.body.token
    const me = client({ key: token, fetch: settledFetch() })
    const answers = [asked, wrong, again, await me.get('/v1/sign-in'), await me.get('/v1/sessions')]
    const admin = client({ key: (await seedKey({ kind: 'admin' })).key })
    answers.push(await admin.get('/v1/sessions'), await admin.get('/v1/history'))
    answers.push(await admin.get(`/v1/history?thing=${first.body.session.id}`))
    answers.push(await me.delete(`/v1/sessions/${first.body.session.id}?dryRun=true`))
    const hash = String(await db().prepare('SELECT hash FROM sessions').first('hash'))

    const told = JSON.stringify(answers.map((answer) => answer.body)) + said.join('\n')
    for (const secret of [digits, link, token, hash]) expect(told).not.toContain(secret)
    const kept = await everything(['mailbox'])
    for (const secret of [digits, link, token]) expect(kept).not.toContain(secret)
    expect(await everything(['mailbox', 'sessions'])).not.toContain(hash)
    expect([first.status, again.status, again.body.token]).toEqual([201, 201, null])
  })

  it('promises the same of a sign-up, and that nothing personal is left of it when it has run out', async () => {
    const codeId = codeIdOf(await signUp())
    const { digits, link } = await secretOf(codeId)
    for (const secret of [digits, link]) expect(await everything(['mailbox'])).not.toContain(secret)
    const done = await post(`/signup/confirm/${codeId}`, { code: link })
    const token = /=(bts_[\w-]+)/.exec(done.headers.get('Set-Cookie')!)![1]!
    expect(await everything(['mailbox'])).not.toContain(token)
    expect(await db().prepare('SELECT data FROM codes WHERE id = ?').bind(codeId).first('data')).toBeNull()
    expect(said.join('\n')).not.toMatch(/robin@example|bts_/)
  })

  it('promises that a fault in the middle tells the log nothing either', async () => {
    const { email } = await seedLogin()
    const asked = await api.post('/v1/sign-in/codes', { email })
    const { digits } = await secretOf(asked.body.id)
    const { body } = await api.post('/v1/sign-in/sessions', { codeId: asked.body.id, code: digits })
    const hash = String(await db().prepare('SELECT hash FROM sessions').first('hash'))
    await db().prepare('ALTER TABLE logins RENAME TO logins_gone').run()
    const me = client({ key: body.token, fetch: settledFetch() })
    expect((await me.get('/v1/sign-in')).status).toBe(500)
    await api.post('/v1/sign-in/codes', { email })
    expect(said.length).toBeGreaterThan(0)
    for (const secret of [hash, body.token, email]) expect(said.join('\n')).not.toContain(secret)
  })
})
