import { beforeEach, describe, expect, it } from 'vitest'
import { createWebhook } from '../../../worker/operations/webhooks/create-webhook.ts'
import { updateWebhook } from '../../../worker/operations/webhooks/update-webhook.ts'
import { client } from '../../support/client.ts'
import { testCtx } from '../../support/ctx.ts'
import { seedForeign, seedKey } from '../../support/seed-access.ts'
import { addressOf, hook, ownPath } from '../../support/webhook-world.ts'

beforeEach(seedForeign)

const wanted = { name: 'Our CRM', url: 'https://hooks.example.com/new', types: ['referral.delivered'] }
const as = async (kind: 'admin' | 'partner') => client({ key: (await seedKey({ kind })).key })

describe('the API of webhooks promises that', () => {
  it('the first answer has the secret, and no other ever', async () => {
    const admin = await as('admin')
    const headers = { 'Idempotency-Key': 'once' }
    const first = await admin.post('/v1/webhooks', wanted, { headers })
    expect([first.status, first.body.secret]).toEqual([201, expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/)])
    const again = await admin.post('/v1/webhooks', wanted, { headers })
    expect(again.body).toMatchObject({ secret: null, webhook: first.body.webhook })
    expect((await admin.post('/v1/webhooks?dryRun=true', wanted)).body.body.secret).toBe(null)
    const read = await admin.get(`/v1/webhooks/${first.body.webhook.id}`)
    expect(JSON.stringify(read.body)).not.toContain('whsec_')
  })

  it('a partner makes and sees its own, and cannot make one for another', async () => {
    const partner = await as('partner')
    const made = await partner.post('/v1/webhooks', wanted)
    expect(made.body.webhook).toMatchObject({ partnerId: 'ptn_1', personData: false, format: 'standard' })
    expect((await partner.get('/v1/webhooks')).body.items.map(({ id }: { id: string }) => id)).toEqual(['whk_3'])
    expect((await partner.get('/v1/webhooks?partnerId=ptn_2')).body.items).toHaveLength(1)
    expect((await partner.post('/v1/webhooks', { ...wanted, partnerId: 'ptn_2' })).status).toBe(404)
    const admin = await as('admin')
    expect((await admin.get('/v1/webhooks?partnerId=ptn_2')).body.items.map(({ id }: { id: string }) => id)).toEqual([
      'whk_2',
    ])
  })

  it.each([
    'http://hooks.example.com/',
    'https://127.0.0.1/',
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://hooks.internal/',
    'https://localhost/',
    'https://user:password@hooks.example.com/',
  ])('%s is refused in production, made or changed', async (url) => {
    const ctx = testCtx()
    const production = { ...ctx, env: { ...ctx.env, ENVIRONMENT: 'production' as const } }
    const refused = { code: 'INVALID_BODY', errors: [{ pointer: '/url', code: 'ADDRESS_NOT_ALLOWED' }] }
    await expect(hook(production, { url })).rejects.toMatchObject(refused)
    const { webhook } = await hook(production, { url: wanted.url })
    await expect(updateWebhook(production, Number(webhook.id.slice(4)), { url })).rejects.toMatchObject(refused)
  })

  it('there are 25 for each owner at most; archived ones do not count', async () => {
    const ctx = testCtx()
    const make = () => hook(ctx, { url: addressOf(ownPath()), partnerId: 1 })
    for (let n = 1; n <= 25; n += 1) await make()
    await expect(make()).rejects.toMatchObject({ errors: [{ code: 'TOO_MANY' }] })
    await (await as('admin')).post('/v1/webhooks/whk_3/archive')
    await make()
  })

  it('two that are made at once get two numbers', async () => {
    const made = await Promise.all(
      Array.from({ length: 5 }, () =>
        createWebhook(testCtx(), {
          ...wanted,
          types: [],
          partnerId: null,
          format: 'standard',
          personData: false,
          active: true,
        }),
      ),
    )
    expect(new Set(made.map(({ webhook }) => webhook.id)).size).toBe(5)
  })

  it('an archived one stays as it is', async () => {
    const admin = await as('admin')
    await admin.post('/v1/webhooks/whk_2/archive')
    expect((await admin.patch('/v1/webhooks/whk_2', { name: 'x' })).body.code).toBe('ARCHIVED')
    expect((await admin.post('/v1/webhooks/whk_2/secret', {})).body.code).toBe('ARCHIVED')
    expect((await admin.get('/v1/webhooks?archived=false')).body.items).toEqual([])
  })
})
