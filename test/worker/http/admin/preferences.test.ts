import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../../support/client.ts'
import { makeBroker, makePartner } from '../../../support/config.ts'
import { testCtx } from '../../../support/ctx.ts'
import { seedKey } from '../../../support/seed-access.ts'

let admin: ReturnType<typeof client>
let partner: ReturnType<typeof client>

beforeEach(async () => {
  await makeBroker(testCtx())
  await makePartner(testCtx())
  admin = client({ key: (await seedKey({ kind: 'admin' })).key })
  partner = client({ key: (await seedKey({ kind: 'partner', partnerId: 2 })).key })
})

const refused = ({ body }: { body: { status: number; code: string } }) => [body.status, body.code]

describe('the preferences by the API', () => {
  it('promise the record as it was shipped, and every change with its version', async () => {
    expect((await admin.get('/v1/preferences')).body).toMatchObject({ version: 0, partnersPause: false })
    const changed = await admin.patch('/v1/preferences', { version: 0, partnersPause: true })
    expect([changed.status, changed.body.version, changed.body.partnersPause]).toEqual([200, 1, true])
    expect(refused(await admin.patch('/v1/preferences', { version: 0, captureTool: true }))).toEqual([
      409,
      'VERSION_CONFLICT',
    ])
  })

  it('promise a dry run whose effects name each key with old and new', async () => {
    const { body, headers } = await admin.patch('/v1/preferences?dryRun=true', {
      partnersPause: true,
      dedupe: { mode: 'all' },
      buyersChangeSettings: true,
    })
    expect(headers.get('Dry-Run')).toBe('true')
    expect(body.effects).toMatchObject([
      {
        id: 'preferences',
        version: 1,
        data: { changed: { partnersPause: [false, true], dedupe: [{ mode: 'off' }, { mode: 'all' }] } },
      },
    ])
    expect(Object.keys(body.effects[0].data.changed)).toEqual(['partnersPause', 'dedupe'])
    expect((await admin.get('/v1/preferences')).body.version).toBe(0)
  })

  it('promise a 422 that points at every bad key', async () => {
    const { status, body } = await admin.patch('/v1/preferences', {
      partnersPaus: true,
      captureTool: 'on',
      notifyEmails: ['a@example.com', 'b'],
      textNumber: 'x',
    })
    expect([status, body.errors.map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`)]).toEqual([
      422,
      ['/partnersPaus UNKNOWN_KEY', '/captureTool WRONG_TYPE', '/notifyEmails/1 INVALID', '/textNumber INVALID'],
    ])
  })

  it('promise nothing to a partner', async () => {
    expect(refused(await partner.get('/v1/preferences'))).toEqual([403, 'NOT_ALLOWED'])
    expect(refused(await partner.patch('/v1/preferences', { partnersPause: true }))).toEqual([403, 'NOT_ALLOWED'])
  })
})

describe('what partners do themselves, by the API', () => {
  it('promises to pause only where the broker lets them, and to stay paused (F3)', async () => {
    expect(refused(await partner.post('/v1/partners/ptn_2/pause'))).toEqual([403, 'SELF_SERVICE_DISABLED'])
    await admin.patch('/v1/preferences', { partnersPause: true })
    expect((await partner.post('/v1/partners/ptn_2/pause')).body.online).toBe(false)
    await admin.patch('/v1/preferences', { partnersPause: false })
    expect(refused(await partner.post('/v1/partners/ptn_2/resume'))).toEqual([403, 'SELF_SERVICE_DISABLED'])
    expect((await partner.get('/v1/me')).body.online).toBe(false)
    expect((await admin.patch('/v1/partners/ptn_2', { online: true })).body.online).toBe(true)
  })

  it('promises to give an FCA number once (F2, F13)', async () => {
    const give = (fcaNumber: unknown, by = partner) => by.put('/v1/partners/ptn_2/fca-number', { fcaNumber })
    expect(refused(await give('000101'))).toEqual([403, 'SELF_SERVICE_DISABLED'])
    await admin.patch('/v1/preferences', { partnersProvideFca: true })
    expect((await give('999999')).body.errors).toMatchObject([{ pointer: '/fcaNumber', code: 'INVALID' }])
    expect((await give(' 000101 ')).body).toMatchObject({ fcaNumber: '000101', fcaStatus: 'unverified' })
    expect((await give('000101')).status).toBe(200)
    expect(refused(await give('0001012'))).toEqual([409, 'FCA_LOCKED'])
    expect(refused(await partner.put('/v1/partners/ptn_1/fca-number', { fcaNumber: '000101' }))).toEqual([
      404,
      'NOT_FOUND',
    ])
    expect((await admin.patch('/v1/partners/ptn_2', { fcaNumber: null })).body.fcaNumber).toBeNull()
    expect((await give('0001012')).body.fcaNumber).toBe('0001012')
    expect((await give(null, admin)).body.fcaNumber).toBeNull()
  })
})

describe('history by the API', () => {
  it('promises who did what to a thing, newest first, page by page', async () => {
    await admin.patch('/v1/preferences', { partnersPause: true })
    await partner.post('/v1/partners/ptn_2/pause')
    const first = await admin.get('/v1/history?thing=ptn_2&limit=1')
    expect(first.body.items).toMatchObject([
      {
        thing: 'ptn_2',
        version: 2,
        event: 'paused',
        key: { kind: 'partner', partner: 'ptn_2' },
        data: { changed: { online: [true, false] } },
      },
    ])
    const second = await admin.get(`/v1/history?thing=ptn_2&limit=1&cursor=${first.body.nextCursor}`)
    expect(second.body).toMatchObject({ items: [{ event: 'created' }], nextCursor: null })
    const byActor = await admin.get(`/v1/history?actor=${first.body.items[0].actor}`)
    expect(byActor.body.items).toHaveLength(1)
    const since = encodeURIComponent(first.body.items[0].at)
    expect((await admin.get(`/v1/history?from=${since}`)).body.items).toMatchObject([{ event: 'paused' }])
    expect((await admin.get('/v1/history?thing=preferences')).body.items).toMatchObject([{ version: 1 }])
  })

  it('promises nothing to a partner, and a 422 for what it cannot mean', async () => {
    expect(refused(await partner.get('/v1/history'))).toEqual([403, 'NOT_ALLOWED'])
    for (const query of ['thing=PTN', 'actor=me!', 'from=now', 'cursor=7', 'limit=0'])
      expect((await admin.get(`/v1/history?${query}`)).status, query).toBe(422)
  })
})
