import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from '../../../worker/operations/secret-box.ts'
import { formatSecret, secretBytes, signatures } from '../../../worker/operations/webhooks/signature.ts'
import { testCtx } from '../../support/ctx.ts'

describe('the signature of a webhook promises that', () => {
  it("it is right by the specification's own vector (D13)", async () => {
    const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' }
    expect(await signatures(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], signed)).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    )
  })

  it('a secret is whsec_ and base64 of 24 to 64 bytes', () => {
    const secret = formatSecret(crypto.getRandomValues(new Uint8Array(secretBytes)))
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(atob(secret.slice(6))).toHaveLength(32)
  })

  it('while a secret is being changed the library takes either of the two', async () => {
    const secrets = [1, 2].map((n) => formatSecret(new Uint8Array(secretBytes).fill(n)))
    const timestamp = Math.floor(Date.now() / 1000)
    const body = '{"type":"webhook.test"}'
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(timestamp),
      'webhook-signature': await signatures(secrets, { id: 'msg_1', timestamp, body }),
    }
    for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual({ type: 'webhook.test' })
    const stranger = formatSecret(new Uint8Array(secretBytes).fill(3))
    expect(() => new Webhook(stranger).verify(body, headers)).toThrow()
    expect(() => new Webhook(secrets[0]!).verify(`${body} `, headers)).toThrow()
  })
})

describe('a sealed secret promises that', () => {
  const sealing = { purpose: 'webhook', about: 'whk_1' }

  it('it opens for its own row only, and looks different every time', async () => {
    const ctx = testCtx()
    const [one, two] = [await seal(ctx, 'whsec_x', sealing), await seal(ctx, 'whsec_x', sealing)]
    expect(one).not.toBe(two)
    expect(await unseal(ctx, one, sealing)).toBe('whsec_x')
    await expect(unseal(ctx, one, { ...sealing, about: 'whk_2' })).rejects.toThrow()
    await expect(unseal(ctx, one, { ...sealing, purpose: 'else' })).rejects.toThrow()
    const elsewhere = { env: { ...ctx.env, TENANT_SECRET: 'another-secret-another-secret-another' } }
    await expect(unseal(elsewhere, one, sealing)).rejects.toThrow()
  })
})
