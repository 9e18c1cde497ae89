import { beforeEach, describe, expect, it } from 'vitest'
import { accessLevels, hasAccess } from '../../../contract/login.ts'
import { type AnyRoute, accessOf, type Caller } from '../../../worker/http/route.ts'
import { routes } from '../../../worker/http/routes.ts'
import { client } from '../../support/client.ts'
import { addressOf, bodyOf, named } from '../../support/route-samples.ts'
import { db, foreign, seedForeign, seedKey } from '../../support/seed-access.ts'
import { seedSession } from '../../support/seed-login.ts'

/** Generated from the declarations: every route × every kind of caller, and × somebody else's id. */
describe('who may', () => {
  beforeEach(seedForeign)

  const call = (route: AnyRoute, key: string | undefined, params?: Record<string, string>) =>
    client({ ...(key !== undefined && { key }) }).call(
      route.method,
      addressOf(route, params),
      bodyOf(route, { all: false }),
    )

  const good = async (kind: 'admin' | 'partner' | 'form') => (await seedKey({ kind })).key
  const callers: Record<string, { kind: Caller | null; key: () => Promise<string | undefined> }> = {
    nobody: { kind: null, key: async () => undefined },
    'a made-up key': { kind: null, key: async () => `bt_test_${'A'.repeat(32)}` },
    'a revoked key': { kind: null, key: async () => (await seedKey({ kind: 'admin', revokedAt: 1 })).key },
    'an expired key': { kind: null, key: async () => (await seedKey({ kind: 'admin', expiresAt: 1 })).key },
    'an admin': { kind: 'admin', key: () => good('admin') },
    'a partner': { kind: 'partner', key: () => good('partner') },
    'a form': { kind: 'form', key: () => good('form') },
  }

  it.each(named(routes))('promises %s to those whom it names, and to nobody else', async (_name, route) => {
    const may: readonly Caller[] = route.may
    for (const [caller, { kind, key }] of Object.entries(callers)) {
      const { status, body } = await call(route, await key())
      if (may.includes('anybody') || (kind !== null && may.includes(kind)))
        expect([401, 403], `${caller}: ${JSON.stringify(body)}`).not.toContain(status)
      else expect([status, body.code], caller).toEqual(kind === null ? [401, 'NOT_SIGNED_IN'] : [403, 'NOT_ALLOWED'])
    }
  })

  it.each(named(routes))(
    'promises %s to people of a partner who have the access that it takes, and to no others',
    async (_name, route) => {
      const may: readonly Caller[] = route.may
      for (const access of accessLevels) {
        const { token } = await seedSession({ access })
        const { status, body } = await call(route, token)
        const isWelcome = may.includes('partner') && hasAccess(access, accessOf(route))
        if (isWelcome || may.includes('anybody'))
          expect([401, 403], `${access}: ${JSON.stringify(body)}`).not.toContain(status)
        else expect([status, body.code], access).toEqual([403, 'NOT_ALLOWED'])
      }
    },
  )

  it('promises that nobody is a person with a made-up, an ended or an expired session', async () => {
    const route = routes.find(({ method, path }) => method === 'GET' && path === '/v1/sign-in')!
    const old = await seedSession({ now: Date.now() - 13 * 3_600_000 })
    const gone = await seedSession()
    await db().prepare('DELETE FROM sessions WHERE id = ?').bind(gone.sessionId).run()
    for (const token of [`bts_${'A'.repeat(44)}`, old.token, gone.token])
      expect((await call(route, token)).status).toBe(401)
  })

  const missing: Record<string, string> = {
    partnerId: 'ptn_999',
    setupId: 'set_999',
    leadId: 'lead_0195e2f4-6a3c-7b21-8d4e-5f7000000000',
    referralId: 'ref_0195e2f4-6a3c-7b21-8d4e-5f7000000002',
    returnId: 'rtn_0195e2f4-6a3c-7b21-8d4e-5f7000000002',
    testId: 'tst_0195e2f4-6a3c-7b21-8d4e-5f7000000002',
    loginId: 'lgn_999',
    webhookId: 'whk_999',
    sentId: 'msg_0195e2f4-6a3c-7b21-8d4e-5f7000000002',
    person: 'ptn_999',
    topUpId: 'top_0195e2f4-6a3c-7b21-8d4e-5f7000000002',
    sessionId: 'ses_0195e2f4-6a3c-7b21-8d4e-5f7000000002',
  }
  const ownable = routes.filter(
    (route) =>
      (route.may as readonly Caller[]).includes('partner') &&
      Object.keys(route.params ?? {}).some((name) => name in foreign),
  )

  it.each(named(ownable))(
    'promises at %s that what is foreign is as absent as what is missing',
    async (_name, route) => {
      const key = await good('partner')
      const [theirs, nobodys] = [await call(route, key, foreign), await call(route, key, missing)]
      expect([theirs.status, theirs.body.code]).toEqual([404, 'NOT_FOUND'])
      expect({ ...theirs.body, requestId: '' }).toEqual({ ...nobodys.body, requestId: '' })
    },
  )

  it.each(named(ownable))(
    'promises at %s that what is foreign to a partner is there for an admin',
    async (_name, route) => {
      const { status, body } = await call(route, await good('admin'), foreign)
      expect(status, JSON.stringify(body)).not.toBe(404)
    },
  )
})
