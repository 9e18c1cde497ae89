import { beforeEach, describe, expect, it } from 'vitest'
import { adminRoutes } from '../../../../worker/http/admin/routes.ts'
import type { AnyRoute } from '../../../../worker/http/route.ts'
import { client } from '../../../support/client.ts'
import { makeBroker, makeGroup, makePartner, makeSetup, makeType } from '../../../support/config.ts'
import { testCtx, testDb } from '../../../support/ctx.ts'
import { selfServiceOn, setPreferences } from '../../../support/preferences.ts'
import { seedKey } from '../../../support/seed-access.ts'

const ids: Record<string, string> = {
  leadGroupId: 'grp_1',
  leadTypeId: 'typ_1',
  partnerId: 'ptn_1',
  setupId: 'set_1',
  keyId: 'key_1',
}

const addressOf = ({ path }: AnyRoute): string => path.replaceAll(/\{(\w+)\}/g, (_, name) => ids[name]!)

const keys: Record<string, string | undefined> = {}

beforeEach(async () => {
  const ctx = testCtx()
  await makeBroker(ctx)
  await makeGroup(ctx)
  await makeType(ctx)
  await makePartner(ctx, { description: 'Pays late.', reference: 'A-17' })
  await makeSetup(ctx)
  await testDb().batch(setPreferences(testDb(), selfServiceOn))
  for (const kind of ['admin', 'partner', 'form'] as const)
    keys[kind] = (await seedKey({ kind, ...(kind === 'partner' && { partnerId: 2 }) })).key
})

describe('the routes of a broker’s configuration', () => {
  const refused = adminRoutes.flatMap((route) =>
    (['partner', 'form', 'anybody'] as const)
      .filter((caller) => !route.may.includes(caller))
      .map((caller) => [caller, route.method, addressOf(route)] as const),
  )

  it.each(refused)('promise nothing to %s: %s %s', async (caller, method, path) => {
    const { status, body } = await client({ key: keys[caller] }).call(method, path, method === 'GET' ? undefined : {})
    expect([status, body.code]).toEqual(caller === 'anybody' ? [401, 'NOT_SIGNED_IN'] : [403, 'NOT_ALLOWED'])
  })

  it('promise a partner itself, without the broker’s notes', async () => {
    const { status, body } = await client({ key: keys.partner }).get('/v1/me')
    expect([status, body.id]).toEqual([200, 'ptn_2'])
    expect(JSON.stringify(body)).not.toMatch(/Pays late|A-17/)
  })

  it('promise a partner to pause and resume itself, and a 404 for anybody else as for nobody', async () => {
    const partner = client({ key: keys.partner })
    expect((await partner.post('/v1/partners/ptn_2/pause')).body.online).toBe(false)
    expect((await partner.post('/v1/partners/ptn_2/resume')).body.online).toBe(true)
    const foreign = await partner.post('/v1/partners/ptn_1/pause')
    const missing = await partner.post('/v1/partners/ptn_99/pause')
    const strip = ({ status, body }: typeof foreign) => ({ status, code: body.code, detail: body.detail })
    expect(strip(foreign)).toEqual(strip(missing))
    expect(foreign.status).toBe(404)
  })

  it('promise a partner the places that it can name', async () => {
    expect((await client({ key: keys.partner }).get('/v1/places')).status).toBe(200)
  })
})
