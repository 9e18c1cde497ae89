import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../support/client.ts'
import { probeFetch, ran } from '../../support/probe-app.ts'
import { db, seedKey, seedOwners } from '../../support/seed-access.ts'

const headers = { 'Idempotency-Key': 'order-1' }

describe('Idempotency-Key (D16)', () => {
  let api: ReturnType<typeof client>
  beforeEach(async () => {
    ran.count = 0
    await seedOwners()
    api = client({ key: (await seedKey({ kind: 'admin' })).key, fetch: probeFetch() })
  })

  const made = () => db().prepare("SELECT count(*) AS n FROM history WHERE event = 'probe.made'").first('n')

  it('promises the first answer to the same request, without doing it again', async () => {
    const first = await api.post('/v1/probes', { name: 'one' }, { headers })
    const second = await api.post('/v1/probes', { name: 'one' }, { headers })
    expect([second.status, second.body]).toEqual([first.status, first.body])
    expect([first.headers.get('Idempotent-Replay'), second.headers.get('Idempotent-Replay')]).toEqual([null, 'true'])
    expect([ran.count, await made()]).toEqual([1, 1])
  })

  it.each([
    ['another body', '/v1/probes', { name: 'two' }],
    ['another query', '/v1/probes?dryRun=false', { name: 'one' }],
  ])('promises 422 to the same key with %s', async (_title, path, body) => {
    await api.post('/v1/probes', { name: 'one' }, { headers })
    const second = await api.post(path, body, { headers })
    expect([second.status, second.body.code, await made()]).toEqual([422, 'IDEMPOTENCY_MISMATCH', 1])
  })

  it('promises that keys of different callers do not meet', async () => {
    const other = client({ key: (await seedKey({ kind: 'partner' })).key, fetch: probeFetch() })
    const first = await api.post('/v1/probes', { name: 'one' }, { headers })
    const second = await other.post('/v1/probes', { name: 'one' }, { headers })
    expect(second.status).toBe(201)
    expect(second.body.id).not.toBe(first.body.id)
  })

  it('promises that a refused request leaves its key free', async () => {
    expect((await api.post('/v1/probes', { name: '' }, { headers })).status).toBe(422)
    expect((await api.post('/v1/probes', { name: 'one' }, { headers })).status).toBe(201)
  })

  it('promises one effect and one answer to twins that race', async () => {
    const twins = await Promise.all(
      Array.from({ length: 20 }, () => api.post('/v1/probes', { name: 'one' }, { headers })),
    )
    expect(new Set(twins.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    expect(twins[0]!.status).toBe(201)
    expect(await made()).toBe(1)
  })

  it('promises 422 to the twin with another body, whichever comes second', async () => {
    const answers = await Promise.all(['one', 'two'].map((name) => api.post('/v1/probes', { name }, { headers })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
    expect(await made()).toBe(1)
  })

  it.each([
    ['an overlong key', 'k'.repeat(256)],
    ['a key that is no ASCII', 'é'],
    ['an empty key', ''],
  ])('promises 422 to %s', async (_title, key) => {
    const { status, body } = await api.post('/v1/probes', { name: 'one' }, { headers: { 'Idempotency-Key': key } })
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'INVALID_HEADER', 'Idempotency-Key'])
  })

  it('promises that a key means nothing where nothing can change', async () => {
    for (const name of ['one', 'two']) {
      const answer = await api.post('/v1/questions', { name }, { headers })
      expect([answer.status, answer.body, answer.headers.get('Idempotent-Replay')]).toEqual([200, { name }, null])
    }
    expect(await db().prepare('SELECT count(*) AS n FROM idempotency').first('n')).toBe(0)
  })

  it('promises to keep neither the key nor the body, only hashes of them', async () => {
    await api.post('/v1/probes', { name: 'one' }, { headers })
    const row = await db().prepare('SELECT key, body_hash FROM idempotency').first<{ key: string; body_hash: string }>()
    expect([row!.key, row!.body_hash]).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ])
  })
})
