import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { commit, must } from '../../../db/commit.ts'
import { route } from '../../../worker/http/route.ts'
import { Problem } from '../../../worker/problem.ts'
import { client } from '../../support/client.ts'
import { probeFetch } from '../../support/probe-app.ts'
import { db, seedKey, seedOwners } from '../../support/seed-access.ts'

const seen: number[] = []

/** A route that lets a cached key in and checks its version inside its own batch, as capture does. */
const capture = route({
  method: 'POST',
  path: '/v1/captures',
  may: ['form'],
  keyCheck: 'in-batch',
  tag: 'Probes',
  summary: 'Capture',
  answer: { status: 201, body: v.strictObject({ id: v.string() }) },
  async handle(ctx) {
    const { keyId, keyVersion } = ctx.actor as { keyId: number; keyVersion: number }
    seen.push(keyVersion)
    const id = `prb_${ctx.newId()}`
    const isCurrent = must(ctx.db, {
      ok: 'SELECT EXISTS (SELECT 1 FROM access_keys WHERE id = ? AND version = ?)',
      params: [keyId, keyVersion],
      word: 'KEY_CHANGED',
    })
    const committed = await commit(ctx, { history: [{ id, version: 1, event: 'made' }], write: [isCurrent] })
    if (!committed.done) throw new Problem('NOT_SIGNED_IN')
    return { id }
  },
})

describe("a route whose keyCheck is 'in-batch'", () => {
  beforeEach(async () => {
    seen.length = 0
    await seedOwners()
  })

  const change = (id: number, set: string) =>
    db().prepare(`UPDATE access_keys SET version = version + 1, ${set} WHERE id = ?`).bind(id).run()

  it('promises to read a changed key afresh, once, and to go on with it', async () => {
    const { key, id } = await seedKey({ kind: 'form' })
    const api = client({ key, fetch: probeFetch([capture]) })
    expect((await api.post('/v1/captures')).status).toBe(201)
    await change(id, "name = 'Renamed'")
    expect((await api.post('/v1/captures')).status).toBe(201)
    expect(seen).toEqual([1, 1, 2])
  })

  it('promises 401 to a key that was revoked while it was remembered', async () => {
    const { key, id } = await seedKey({ kind: 'form' })
    const api = client({ key, fetch: probeFetch([capture]) })
    await api.post('/v1/captures')
    await change(id, 'revoked_at = 1')
    expect((await api.post('/v1/captures')).status).toBe(401)
    expect(await db().prepare("SELECT count(*) AS n FROM history WHERE event = 'made'").first('n')).toBe(1)
  })
})
