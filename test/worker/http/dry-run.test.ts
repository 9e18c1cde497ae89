import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../support/client.ts'
import { probeFetch } from '../../support/probe-app.ts'
import { db, seedAdminKey } from '../../support/seed-access.ts'

describe('?dryRun=true', () => {
  let api: ReturnType<typeof client>
  beforeEach(async () => {
    api = client({ key: await seedAdminKey(), fetch: probeFetch() })
  })

  const made = () => db().prepare("SELECT count(*) AS n FROM history WHERE event = 'probe.made'").first('n')
  const remembered = () => db().prepare('SELECT count(*) AS n FROM idempotency').first('n')

  it('promises the answer and the exact effects, and commits nothing', async () => {
    const { status, body, headers } = await api.post('/v1/probes?dryRun=true', { name: 'one' })
    expect([status, headers.get('Dry-Run')]).toEqual([200, 'true'])
    expect(body).toMatchObject({ dryRun: true, status: 201, body: { name: 'one' } })
    expect(body.effects).toEqual([{ id: body.body.id, version: 1, event: 'probe.made', data: body.body }])
    expect(await made()).toBe(0)
  })

  it('promises that dryRun=false does it', async () => {
    const { status, headers } = await api.post('/v1/probes?dryRun=false', { name: 'one' })
    expect([status, headers.get('Dry-Run'), await made()]).toEqual([201, null, 1])
  })

  it.each(['?dryRun=yes', '?dryRun=', '?dryRun=1', '?dryRun=TRUE'])('promises 422 to %s', async (search) => {
    const { status, body } = await api.post(`/v1/probes${search}`, { name: 'one' })
    expect([status, body.code, await made()]).toEqual([422, 'INVALID_QUERY', 0])
    expect(body.errors).toEqual([{ pointer: 'dryRun', code: 'INVALID', message: 'Expected true or false.' }])
  })

  it('promises to refuse as the real request would', async () => {
    expect((await api.post('/v1/probes?dryRun=true', { name: '' })).status).toBe(422)
  })

  it('promises 422 where nothing can change', async () => {
    const { status, body } = await api.post('/v1/questions?dryRun=true', { name: 'one' })
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'INVALID_QUERY', 'dryRun'])
  })

  it('promises neither to read nor to write an Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': 'k' }
    await api.post('/v1/probes?dryRun=true', { name: 'one' }, { headers })
    expect(await remembered()).toBe(0)
    const real = await api.post('/v1/probes', { name: 'one' }, { headers })
    const dry = await api.post('/v1/probes?dryRun=true', { name: 'one' }, { headers })
    expect([real.status, await remembered(), dry.headers.get('Idempotent-Replay')]).toEqual([201, 1, null])
  })
})
