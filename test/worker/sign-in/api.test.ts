import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../support/client.ts'
import { db, foreign, seedForeign, seedKey } from '../../support/seed-access.ts'
import { seedLogin, seedSession } from '../../support/seed-login.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { secretOf } from '../../support/sign-up.ts'

const fetch = settledFetch()
const open = client({ fetch })

beforeEach(seedForeign)

const mails = async () => (await db().prepare('SELECT recipients FROM mailbox').all()).results

describe('the API of signing in promises that', () => {
  it('known and unknown addresses get the same answer, and only the known one a letter', async () => {
    await seedLogin({ email: 'kim@example.com' })
    const answers = [
      await open.post('/v1/sign-in/codes', { email: 'kim@example.com' }),
      await open.post('/v1/sign-in/codes', { email: 'nobody@example.com' }),
    ]
    expect(answers.map(({ status, body }) => [status, Object.keys(body)])).toEqual([
      [202, ['id', 'expiresAt']],
      [202, ['id', 'expiresAt']],
    ])
    expect(await mails()).toEqual([{ recipients: '["kim@example.com"]' }])
    const rows = await db().prepare('SELECT purpose, login_id, tries, used_at, data FROM codes').all()
    expect(rows.results[0]).toEqual(rows.results[1])
  })

  it('the sixth code within a quarter of an hour is refused, to strangers as to people who are known', async () => {
    await seedLogin({ email: 'kim@example.com' })
    for (const email of ['kim@example.com', 'nobody@example.com']) {
      for (let n = 0; n < 5; n += 1) expect((await open.post('/v1/sign-in/codes', { email })).status).toBe(202)
      const { status, body, headers } = await open.post('/v1/sign-in/codes', { email: email.toUpperCase() })
      expect([status, body.code]).toEqual([429, 'RATE_LIMITED'])
      expect(Number(headers.get('Retry-After'))).toBeGreaterThan(100)
    }
  })

  it('somebody who signed in reads who they are, sees their own sessions and signs out', async () => {
    const { id, email } = await seedLogin({ access: 'read' })
    await seedSession()
    const asked = await open.post('/v1/sign-in/codes', { email })
    const { digits } = await secretOf(asked.body.id)
    const spaced = `${digits.slice(0, 4)} ${digits.slice(4)}`
    const started = await open.post('/v1/sign-in/sessions', { codeId: asked.body.id, code: spaced })
    const me = client({ key: started.body.token, fetch })
    expect((await me.get('/v1/sign-in')).body).toMatchObject({
      partner: { id: 'ptn_1', name: 'Example Partner', status: 'active' },
      access: 'read',
      login: { id: `lgn_${id}`, email },
      session: { current: true },
      partners: [{ id: 'ptn_1' }],
    })
    expect((await me.get('/v1/me')).body.id).toBe('ptn_1')
    const { items } = (await me.get('/v1/sessions')).body
    expect(items).toMatchObject([{ loginId: `lgn_${id}`, current: true }])
    expect((await me.delete(`/v1/sessions/${items[0].id}`)).status).toBe(200)
    expect((await me.get('/v1/sign-in')).status).toBe(401)
    const history = await db().prepare('SELECT event, actor FROM history WHERE id = ?').bind(items[0].id).all()
    expect(history.results).toEqual([
      { event: 'signed_in', actor: `lgn_${id}` },
      { event: 'signed_out', actor: `lgn_${id}` },
    ])
  })

  it('an admin sees and ends anybody’s sessions, a key of a partner those of its own people', async () => {
    const { sessionId } = await seedSession()
    const own = client({ key: (await seedKey({ kind: 'partner' })).key, fetch })
    const admin = client({ key: (await seedKey({ kind: 'admin' })).key, fetch })
    const idsOf = async (api: typeof own, query = '') =>
      (await api.get(`/v1/sessions${query}`)).body.items.map(({ id }: { id: string }) => id).sort()
    expect(await idsOf(own)).toEqual([sessionId])
    expect(await idsOf(own, '?partnerId=ptn_2')).toEqual([sessionId])
    expect(await idsOf(admin)).toEqual([foreign.sessionId, sessionId].sort())
    expect(await idsOf(admin, '?loginId=lgn_2')).toEqual([foreign.sessionId])
    expect((await own.delete(`/v1/sessions/${foreign.sessionId}`)).status).toBe(404)
    expect((await admin.delete(`/v1/sessions/${foreign.sessionId}`)).status).toBe(200)
    expect((await admin.delete(`/v1/sessions/${foreign.sessionId}`)).status).toBe(404)
  })

  it('pages of sessions go on where the last one ended', async () => {
    const { id: loginId } = await seedLogin()
    const ids = []
    for (let n = 0; n < 5; n += 1) ids.push((await seedSession({ loginId })).sessionId)
    const admin = client({ key: (await seedKey({ kind: 'admin' })).key, fetch })
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await admin.get(
        `/v1/sessions?loginId=lgn_${loginId}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.nextCursor
    }
    expect(seen).toEqual(ids.sort().reverse())
    expect((await admin.get('/v1/sessions?cursor=1')).status).toBe(422)
  })

  it('a session is of no use as a key of anything else', async () => {
    const { token } = await seedSession()
    expect((await client({ key: token, fetch }).get('/v1/partners')).status).toBe(403)
    expect((await client({ key: token, fetch }).get('/health')).status).toBe(200)
  })

  it('a partner that was pending is told when an admin makes it active, and no other change tells it', async () => {
    const admin = client({ key: (await seedKey({ kind: 'admin' })).key, fetch })
    await db()
      .prepare("UPDATE partners SET status = 'pending', contact_email = 'kim@example.com', version = 2 WHERE id = 1")
      .run()
    await db()
      .prepare("INSERT INTO history (id, version, event, actor, at, commit_id) VALUES ('ptn_1', 2, 's', 't', 0, 's')")
      .run()
    await admin.patch('/v1/partners/ptn_1?dryRun=true', { status: 'active' })
    expect(await mails()).toEqual([])
    await admin.patch('/v1/partners/ptn_1', { status: 'active' })
    expect(await mails()).toEqual([{ recipients: '["kim@example.com"]' }])
    await admin.patch('/v1/partners/ptn_1', { status: 'suspended' })
    await admin.patch('/v1/partners/ptn_1', { status: 'active' })
    expect(await mails()).toHaveLength(1)
  })
})
