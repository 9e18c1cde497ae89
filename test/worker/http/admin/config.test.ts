import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../../support/client.ts'
import { gbp, makeBroker, postcodeField } from '../../../support/config.ts'
import { testCtx } from '../../../support/ctx.ts'
import { seedKey } from '../../../support/seed-access.ts'

let api: ReturnType<typeof client>

beforeEach(async () => {
  await makeBroker(testCtx())
  api = client({ key: (await seedKey({ kind: 'admin' })).key })
})

/** `pointer code` for every bad field. */
const errorsOf = ({ body }: { body: { errors?: { pointer: string; code: string }[] } }): string[] =>
  (body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`)

describe('the configuration of a broker', () => {
  it('promises a broker from nothing to a setup that takes leads, by the API alone', async () => {
    expect((await api.get('/v1/broker')).body).toMatchObject({ version: 1, currency: 'GBP' })
    expect((await api.patch('/v1/broker', { name: 'Baton Homes' })).body.name).toBe('Baton Homes')

    const group = await api.post('/v1/lead-groups', { name: 'Home' })
    expect([group.status, group.body.id]).toEqual([201, 'grp_1'])
    await api.patch('/v1/lead-groups/grp_1', { fields: [postcodeField], version: 1 })
    const type = await api.post('/v1/lead-types', {
      leadGroupId: 'grp_1',
      name: 'Boilers',
      referralMethod: 'immediate',
      defaultPrice: gbp(1500),
      scope: 3,
    })
    expect([type.status, type.body.id]).toEqual([201, 'typ_1'])
    expect((await api.patch('/v1/lead-types/typ_1', { scope: 2 })).body).toMatchObject({ scope: 2, version: 2 })

    const partner = await api.post('/v1/partners', {
      name: 'Example Boilers',
      delivery: { email: { to: ['leads@example.com'] }, internet: null },
    })
    expect([partner.status, partner.body.id]).toEqual([201, 'ptn_2'])
    const setup = await api.post('/v1/setups', { partnerId: 'ptn_2', leadTypeId: 'typ_1', places: ['NW', 'SW1A'] })
    expect([setup.status, setup.body.effectivePrice]).toEqual([201, gbp(1500)])
    expect((await api.patch('/v1/setups/set_1', { price: gbp(1200) })).body.effectivePrice).toEqual(gbp(1200))
    expect((await api.get('/v1/setups/set_1')).body.places).toEqual(['NW', 'SW1A'])
  })

  it('promises lists with filters, and a cursor to go on from', async () => {
    await api.post('/v1/lead-groups', { name: 'One', fields: [postcodeField] })
    await api.post('/v1/lead-groups', { name: 'Two' })
    await api.post('/v1/lead-types', { leadGroupId: 'grp_1', name: 'A' })
    for (const name of ['Ash', 'Birch', 'Ash Two']) await api.post('/v1/partners', { name })
    await api.post('/v1/setups', { partnerId: 'ptn_2', leadTypeId: 'typ_1', allAreas: true })

    const first = (await api.get('/v1/lead-groups?limit=1')).body
    expect(first).toMatchObject({ items: [{ name: 'One' }], nextCursor: '1' })
    expect((await api.get(`/v1/lead-groups?limit=1&cursor=${first.nextCursor}`)).body.nextCursor).toBeNull()
    expect((await api.get('/v1/lead-types?leadGroupId=grp_2&archived=false')).body.items).toEqual([])
    const ash = await api.get('/v1/partners?search=ash&status=active&buys=true&introduces=false')
    expect(ash.body.items.map(({ id }: { id: string }) => id)).toEqual(['ptn_2', 'ptn_4'])
    expect((await api.get('/v1/setups?partnerId=ptn_2&leadTypeId=typ_1')).body.items).toHaveLength(1)
    expect((await api.get('/v1/keys?kind=admin')).body.items).toHaveLength(1)
    expect((await api.get('/v1/places')).body.items).toContainEqual({
      place: 'EC',
      name: 'London East Central',
      country: 'GB',
    })
  })

  it('promises to archive a type, then its group', async () => {
    await api.post('/v1/lead-groups', { name: 'One', fields: [postcodeField] })
    await api.post('/v1/lead-types', { leadGroupId: 'grp_1', name: 'A' })
    expect((await api.post('/v1/lead-groups/grp_1/archive')).body).toMatchObject({ status: 409, code: 'IN_USE' })
    expect((await api.post('/v1/lead-types/typ_1/archive')).status).toBe(200)
    expect((await api.post('/v1/lead-groups/grp_1/archive')).body.archivedAt).toMatch(/Z$/)
    const change = await api.patch('/v1/lead-types/typ_1', { scope: 2 })
    expect([change.status, change.body.code]).toEqual([409, 'ARCHIVED'])
  })

  it('promises that a dry run shows the effect and changes nothing', async () => {
    const dry = await api.post('/v1/partners?dryRun=true', { name: 'Example Boilers' })
    expect(dry.body).toMatchObject({ dryRun: true, body: { id: 'ptn_2' }, effects: [{ id: 'ptn_2', version: 1 }] })
    expect((await api.get('/v1/partners/ptn_2')).status).toBe(404)
  })

  it('promises that the same Idempotency-Key makes one partner, and gives its answer again', async () => {
    const headers = { 'Idempotency-Key': 'make-a-partner' }
    const first = await api.post('/v1/partners', { name: 'Example Boilers' }, { headers })
    const again = await api.post('/v1/partners', { name: 'Example Boilers' }, { headers })
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('Idempotent-Replay')).toBe('true')
    expect((await api.get('/v1/partners')).body.items).toHaveLength(2)
  })

  it('promises that the replay of a change which changed nothing is a replay too', async () => {
    const headers = { 'Idempotency-Key': 'nothing' }
    await api.patch('/v1/broker', { name: 'Example Broker' }, { headers })
    const again = await api.patch('/v1/broker', { name: 'Example Broker' }, { headers })
    expect(again.headers.get('Idempotent-Replay')).toBe('true')
  })
})

describe('a new key', () => {
  it('promises to be shown once: a replay says so instead', async () => {
    const headers = { 'Idempotency-Key': 'make-a-key' }
    const first = await api.post('/v1/keys', { kind: 'admin', name: 'Second' }, { headers })
    expect(first.status).toBe(201)
    expect((await client({ key: first.body.secret }).get('/v1/broker')).status).toBe(200)
    const again = await api.post('/v1/keys', { kind: 'admin', name: 'Second' }, { headers })
    expect(again.body).toMatchObject({ key: { id: first.body.key.id }, secret: null })
    expect(again.body.note).toContain('shown once')
    expect((await api.get('/v1/keys')).body.items).toHaveLength(2)
  })

  it('promises to open nothing after it was revoked', async () => {
    const { body } = await api.post('/v1/keys', { kind: 'admin', name: 'Second' })
    expect((await api.post(`/v1/keys/${body.key.id}/revoke`)).body.revokedAt).toMatch(/Z$/)
    expect((await client({ key: body.secret }).get('/v1/broker')).status).toBe(401)
    const itself = await api.post('/v1/keys/key_1/revoke')
    expect([itself.status, itself.body.code]).toEqual([409, 'IN_USE'])
  })
})

describe('bad input', () => {
  it.each([
    {
      what: 'a broker',
      address: 'PATCH /v1/broker',
      body: { zone: 'Mars/Base', currency: 'pounds', notifyEmail: 'x', nme: 1 },
      errors: ['/nme UNKNOWN_KEY', '/zone INVALID', '/currency INVALID', '/notifyEmail INVALID'],
    },
    {
      what: 'a broker whose zone is an offset, which knows nothing of summer time',
      address: 'PATCH /v1/broker',
      body: { zone: '+01:00' },
      errors: ['/zone INVALID'],
    },
    {
      what: 'a lead group',
      address: 'POST /v1/lead-groups',
      body: { name: ' ', fields: [{ name: '1', kind: 'text', label: 'A' }] },
      errors: ['/name TOO_SHORT', '/fields/0/name INVALID'],
    },
    {
      what: 'a lead type',
      address: 'POST /v1/lead-types',
      body: { leadGroupId: 'ptn_1', name: 5, scope: 21, defaultPrice: 10 },
      errors: ['/leadGroupId INVALID', '/name WRONG_TYPE', '/defaultPrice WRONG_TYPE', '/scope TOO_LARGE'],
    },
    {
      what: 'a partner',
      address: 'POST /v1/partners',
      body: {
        fcaNumber: '999999',
        zone: 1,
        dailyLimit: -1,
        schedule: { windows: [] },
        contactEmail: 'a\nb@example.com',
      },
      errors: [
        '/name REQUIRED',
        '/contactEmail INVALID',
        '/fcaNumber INVALID',
        '/zone WRONG_TYPE',
        '/schedule/windows TOO_SHORT',
        '/dailyLimit TOO_SMALL',
      ],
    },
    {
      what: 'a partner’s delivery',
      address: 'POST /v1/partners',
      body: {
        name: 'A',
        delivery: {
          email: { to: ['good@example.com', 'bad', 'worse'] },
          internet: { format: 'soap', url: 'x', headers: { 'X-A': 'a\r\nb', Host: 'example.com' } },
        },
      },
      errors: [
        '/delivery/email/to/1 INVALID',
        '/delivery/email/to/2 INVALID',
        '/delivery/internet/format NOT_AN_OPTION',
        '/delivery/internet/url INVALID',
        '/delivery/internet/headers/X-A INVALID',
        '/delivery/internet/headers/Host INVALID',
      ],
    },
    {
      what: 'a setup',
      address: 'POST /v1/setups',
      body: { partnerId: 'ptn_0', leadTypeId: 1, priority: 101, price: { amount: -1 } },
      errors: [
        '/partnerId INVALID',
        '/leadTypeId WRONG_TYPE',
        '/price/amount TOO_SMALL',
        '/price/currency REQUIRED',
        '/priority TOO_LARGE',
      ],
    },
    {
      what: 'a key',
      address: 'POST /v1/keys',
      body: { kind: 'form', name: '', origins: ['https://a.example/path'], form: {} },
      errors: ['/name TOO_SHORT', '/leadTypeId REQUIRED', '/origins/0 INVALID', '/form/title REQUIRED'],
    },
  ])('promises $what a 422 that points at every bad field', async ({ address, body, errors }) => {
    const [method, path] = address.split(' ') as [string, string]
    const answer = await api.call(method, path, body)
    expect([answer.status, answer.body.code]).toEqual([422, 'INVALID_BODY'])
    expect(errorsOf(answer)).toEqual(errors)
  })

  it.each(['/v1/partners/ptn_99', '/v1/partners/12', '/v1/setups/set_99', '/v1/lead-types/typ_x'])(
    'promises a 404 at %s',
    async (path) => {
      expect((await api.get(path)).status).toBe(404)
    },
  )

  it('promises a 422 for a cursor and a filter that are none', async () => {
    const cursor = await api.get('/v1/partners?cursor=abc')
    expect([cursor.status, errorsOf(cursor)]).toEqual([422, ['cursor INVALID']])
    expect((await api.get('/v1/partners?status=gone&buys=1')).body.errors).toHaveLength(2)
  })
})
