import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../../support/client.ts'
import { makeBroker, makeGroup, makePartner, makeSetup, makeType } from '../../../support/config.ts'
import { testCtx, testDb } from '../../../support/ctx.ts'
import { selfServiceOn, setPreferences } from '../../../support/preferences.ts'
import { seedKey } from '../../../support/seed-access.ts'

let partner: ReturnType<typeof client>

beforeEach(async () => {
  const ctx = testCtx()
  await makeBroker(ctx)
  await makeGroup(ctx)
  await makeType(ctx)
  await makePartner(ctx, { description: 'Pays late.', reference: 'A-17' })
  await makeSetup(ctx)
  await testDb().batch(setPreferences(testDb(), selfServiceOn))
  partner = client({ key: (await seedKey({ kind: 'partner', partnerId: 2 })).key })
})

/** Who may call which route at all is asked of every declaration in test/worker/http/who-may.test.ts. */
describe('the routes of a broker’s configuration', () => {
  it('promise a partner itself, without the broker’s notes', async () => {
    const { status, body } = await partner.get('/v1/me')
    expect([status, body.id]).toEqual([200, 'ptn_2'])
    expect(JSON.stringify(body)).not.toMatch(/Pays late|A-17/)
  })

  it('promise a partner to pause and resume itself, and a 404 for anybody else as for nobody', async () => {
    expect((await partner.post('/v1/partners/ptn_2/pause')).body.online).toBe(false)
    expect((await partner.post('/v1/partners/ptn_2/resume')).body.online).toBe(true)
    const foreign = await partner.post('/v1/partners/ptn_1/pause')
    const missing = await partner.post('/v1/partners/ptn_99/pause')
    const strip = ({ status, body }: typeof foreign) => ({ status, code: body.code, detail: body.detail })
    expect(strip(foreign)).toEqual(strip(missing))
    expect(foreign.status).toBe(404)
  })

  it('promise a partner the places that it can name', async () => {
    expect((await partner.get('/v1/places')).status).toBe(200)
  })
})
