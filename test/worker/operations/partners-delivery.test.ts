import { beforeEach, describe, expect, it } from 'vitest'
import { completeDelivery, type Delivery } from '../../../contract/delivery.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { admin, historyOf, makeBroker, makePartner, refusal, rows } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'

const ctx = () => testCtx({ actor: admin })
const url = 'https://buyer.example.com/leads'
const secret = 'Bearer s3cret-s3cret'

const to = (headers: Record<string, string>, address = url): Delivery =>
  completeDelivery({ email: null, internet: { format: 'json', url: address, headers } })

const stored = async (): Promise<Delivery> =>
  JSON.parse((await rows<{ delivery: string }>('SELECT delivery FROM partners WHERE id = 2'))[0]!.delivery)

beforeEach(async () => {
  await makeBroker(ctx())
})

describe('a partner’s delivery', () => {
  it('promises its addresses trimmed, and once whatever their case (F29)', async () => {
    const email = { to: [' Leads@example.com', 'second@example.com ', 'leads@EXAMPLE.com'] }
    const made = await makePartner(ctx(), { delivery: { email, internet: null } })
    expect(made.delivery.email).toEqual({ to: ['Leads@example.com', 'second@example.com'], templateId: null })
  })

  it('promises that a header’s value is stored and never shown, not in history either', async () => {
    const made = await makePartner(ctx(), { delivery: to({ Authorization: secret }) })
    expect(made.delivery.internet?.headers).toEqual({ Authorization: '•••' })
    expect((await stored()).internet?.headers).toEqual({ Authorization: secret })
    expect(JSON.stringify(await historyOf('ptn_2'))).not.toContain('s3cret')
  })

  it('promises that ••• sent back keeps the value, while others change beside it', async () => {
    await makePartner(ctx(), { delivery: to({ Authorization: secret, 'X-Old': 'a' }) })
    const next = to({ authorization: '•••', 'X-New': 'b' }, 'https://buyer.example.com/v2')
    const changed = await updatePartner(ctx(), 2, { delivery: next })
    expect(changed.delivery).toEqual(to({ authorization: '•••', 'X-New': '•••' }, 'https://buyer.example.com/v2'))
    expect((await stored()).internet?.headers).toEqual({ authorization: secret, 'X-New': 'b' })
  })

  it('promises that a new value of a hidden header is a change, without saying which value', async () => {
    await makePartner(ctx(), { delivery: to({ Authorization: secret }) })
    const changed = await updatePartner(ctx(), 2, { delivery: to({ Authorization: 'Bearer other' }) })
    expect(changed.version).toBe(2)
    expect((await stored()).internet?.headers).toEqual({ Authorization: 'Bearer other' })
    const [, entry] = await historyOf('ptn_2')
    const shown = to({ Authorization: '•••' })
    expect(entry?.data).toEqual({ changed: { delivery: [shown, shown] } })
  })

  it('promises that ••• for a header without a value, or towards another host, asks for the value', async () => {
    await makePartner(ctx(), { delivery: to({ Authorization: secret }) })
    const unknown = updatePartner(ctx(), 2, { delivery: to({ 'X-New': '•••' }) })
    expect(await refusal(unknown)).toMatchObject({ errors: ['/delivery/internet/headers/X-New VALUE_NEEDED'] })
    const elsewhere = to({ Authorization: '•••' }, 'https://thief.example.org/leads')
    expect(await refusal(updatePartner(ctx(), 2, { delivery: elsewhere }))).toMatchObject({
      errors: ['/delivery/internet/headers/Authorization VALUE_NEEDED'],
    })
  })

  it.each([
    'http://buyer.example.com/leads',
    'https://user:password@buyer.example.com/',
    'https://192.168.1.1/',
    'https://[::1]:99999/',
    'https://buyer.internal/',
    'https://buyer/',
  ])('promises to refuse the address %s with a pointer', async (address) => {
    const production = testCtx({ actor: admin, env: { ...ctx().env, ENVIRONMENT: 'production' } })
    await makePartner(production)
    const saving = updatePartner(production, 2, { delivery: to({}, address) })
    expect(await refusal(saving)).toMatchObject({ errors: ['/delivery/internet/url ADDRESS_NOT_ALLOWED'] })
  })

  it('promises a loopback address to development only', async () => {
    const local = to({}, 'http://127.0.0.1:8790/leads')
    expect((await makePartner(ctx(), { delivery: local })).delivery).toEqual(local)
    const production = testCtx({ actor: admin, env: { ...ctx().env, ENVIRONMENT: 'production' } })
    expect(await refusal(makePartner(production, { delivery: local }))).toMatchObject({ code: 'INVALID_BODY' })
  })

  it('promises a changed address a fresh start, and an unchanged one its failures', async () => {
    await makePartner(ctx(), { delivery: to({ Authorization: secret }) })
    const failing = testDb().prepare(
      'UPDATE partners SET failures = 5, failing_since = 7, breaker_until = 9 WHERE id = 2',
    )
    await failing.run()
    const same = { ...to({ Authorization: '•••' }), email: { to: ['leads@example.com'], templateId: null } }
    expect((await updatePartner(ctx(), 2, { delivery: same })).deliveryHealth.failures).toBe(5)
    const moved = to({ Authorization: '•••' }, 'https://buyer.example.com/v2')
    expect((await updatePartner(ctx(), 2, { delivery: moved })).deliveryHealth).toEqual({
      failures: 0,
      failingSince: null,
      pausedUntil: null,
      stopped: false,
    })
  })
})
