import { beforeEach, describe, expect, it } from 'vitest'
import { hourMs } from '../../../contract/time.ts'
import { client } from '../../support/client.ts'
import { probeFetch } from '../../support/probe-app.ts'
import { db, type SeededKey, seedKey, seedOwners } from '../../support/seed-access.ts'

describe('authenticate', () => {
  beforeEach(seedOwners)

  const read = async (headers: Record<string, string>) =>
    client({ fetch: probeFetch() }).get('/v1/probes/prb_1', { headers })

  it.each([
    ['no header', {}],
    ['another scheme', { Authorization: 'Basic YTpi' }],
    ['no key after Bearer', { Authorization: 'Bearer' }],
    ['something that is no key', { Authorization: 'Bearer x' }],
    ['a key that nobody has', { Authorization: `Bearer bt_test_${'A'.repeat(32)}` }],
    ['two keys', { Authorization: `Bearer pk_${'A'.repeat(32)} pk_${'A'.repeat(32)}` }],
    ['an overlong key', { Authorization: `Bearer ${'A'.repeat(7000)}` }],
  ])('promises 401 to %s', async (_title, headers) => {
    const { status, body, headers: answered } = await read(headers)
    expect([status, body.code]).toEqual([401, 'NOT_SIGNED_IN'])
    expect(answered.get('WWW-Authenticate')).toBe('Bearer realm="Baton"')
  })

  const past = Date.now() - 1
  const seeds: [string, SeededKey, number][] = [
    ['an admin key', { kind: 'admin' }, 200],
    ['a partner key', { kind: 'partner' }, 200],
    ['a form key', { kind: 'form' }, 200],
    ['a key that expires later', { kind: 'admin', expiresAt: past + hourMs }, 200],
    ['a revoked key', { kind: 'admin', revokedAt: past }, 401],
    ['an expired key', { kind: 'admin', expiresAt: past }, 401],
  ]
  it.each(seeds)('promises %s what it deserves', async (_title, seeded, status) => {
    const { key } = await seedKey(seeded)
    expect((await read({ Authorization: `Bearer ${key}` })).status).toBe(status)
  })

  it('promises 403 to a good key of the wrong kind, before anything else is looked at', async () => {
    const { key } = await seedKey({ kind: 'form' })
    const api = client({ key, fetch: probeFetch() })
    const { status, body } = await api.post('/v1/probes', undefined, {
      raw: '{',
      headers: { 'Content-Type': 'text/plain' },
    })
    expect([status, body.code]).toEqual([403, 'NOT_ALLOWED'])
  })

  it('promises that a revoked key stops at the next request', async () => {
    const { key, id } = await seedKey({ kind: 'admin' })
    const headers = { Authorization: `Bearer ${key}` }
    expect((await read(headers)).status).toBe(200)
    await db().prepare('UPDATE access_keys SET revoked_at = 1, version = 2 WHERE id = ?').bind(id).run()
    expect((await read(headers)).status).toBe(401)
  })

  it('promises that a key without use counts as none where anybody may call', async () => {
    const { status } = await client({ key: 'nonsense', fetch: probeFetch() }).post('/v1/breakdowns', { how: 'problem' })
    expect(status).toBe(409)
  })

  it('promises to note the use of a key at most once an hour', async () => {
    const { key, id } = await seedKey({ kind: 'admin', lastUsedAt: null })
    const lastUsed = () => db().prepare('SELECT last_used_at AS at FROM access_keys WHERE id = ?').bind(id).first('at')
    await read({ Authorization: `Bearer ${key}` })
    const first = Number(await lastUsed())
    expect(Date.now() - first).toBeLessThan(10_000)
    await read({ Authorization: `Bearer ${key}` })
    expect(await lastUsed()).toBe(first)
    await db()
      .prepare('UPDATE access_keys SET last_used_at = ? WHERE id = ?')
      .bind(first - hourMs - 1, id)
      .run()
    await read({ Authorization: `Bearer ${key}` })
    expect(Number(await lastUsed())).toBeGreaterThanOrEqual(first)
  })
})
