import { beforeEach, describe, expect, it } from 'vitest'
import { readBroker } from '../../../worker/operations/broker/read-broker.ts'
import { updateBroker } from '../../../worker/operations/broker/update-broker.ts'
import { admin, historyOf, makeBroker, refusal, rows, strangers } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'

const ctx = () => testCtx({ actor: admin })

/** A first payment to the house partner: from then on the currency is fixed. */
const pay = () =>
  testDb().prepare(
    `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held)
     VALUES (1, 1, 'opening:1', 'world', 'available', 500, 'GBP', 'payment', 0, 500, 0)`,
  )

describe('setUpBroker', () => {
  it('promises an empty database its broker and its house partner, which introduces and does not buy', async () => {
    expect(await makeBroker(ctx())).toMatchObject({ version: 1, name: 'Example Broker', currency: 'GBP' })
    expect(await rows('SELECT id, name, status, is_house, buys, introduces FROM partners')).toEqual([
      { id: 1, name: 'Example Broker', status: 'active', is_house: 1, buys: 0, introduces: 1 },
    ])
    expect((await historyOf('ptn_1')).map(({ event }) => event)).toEqual(['created'])
  })

  it('promises to happen once', async () => {
    await makeBroker(ctx())
    expect(await refusal(makeBroker(ctx()))).toMatchObject({ code: 'IN_USE' })
  })

  it('promises the house partner to stay', async () => {
    await makeBroker(ctx())
    await expect(testDb().prepare('DELETE FROM partners WHERE id = 1').run()).rejects.toThrow('HOUSE_PARTNER')
  })
})

describe('updateBroker', () => {
  beforeEach(async () => {
    await makeBroker(ctx())
  })

  it('promises the change, the next version, and a history of old and new', async () => {
    const changed = await updateBroker(ctx(), { name: 'New Name', notifyEmail: 'new@example.com', version: 1 })
    expect(changed).toMatchObject({ version: 2, name: 'New Name', zone: 'Europe/London' })
    expect(await readBroker(ctx())).toEqual(changed)
    expect((await historyOf('broker'))[1]).toEqual({
      version: 2,
      event: 'changed',
      actor: 'key_901',
      data: {
        changed: {
          name: ['Example Broker', 'New Name'],
          notifyEmail: ['office@example.com', 'new@example.com'],
        },
      },
    })
  })

  it('promises that a change which changes nothing leaves no trace', async () => {
    expect(await updateBroker(ctx(), { name: 'Example Broker' })).toMatchObject({ version: 1 })
    expect(await historyOf('broker')).toHaveLength(1)
  })

  it('promises another currency until money has moved, and none after', async () => {
    expect(await updateBroker(ctx(), { currency: 'EUR' })).toMatchObject({ currency: 'EUR' })
    await updateBroker(ctx(), { currency: 'GBP' })
    await pay().run()
    expect(await refusal(updateBroker(ctx(), { currency: 'EUR' }))).toEqual({
      code: 'INVALID_BODY',
      errors: ['/currency CURRENCY_FIXED'],
    })
    expect(await updateBroker(ctx(), { currency: 'GBP', name: 'Same Currency' })).toMatchObject({ version: 4 })
  })

  it('promises VERSION_CONFLICT to a change that was made from an older version', async () => {
    await updateBroker(ctx(), { name: 'First' })
    expect(await refusal(updateBroker(ctx(), { name: 'Second', version: 1 }))).toMatchObject({
      code: 'VERSION_CONFLICT',
    })
  })

  it('promises that a dry run names its effects and changes nothing', async () => {
    const dry = testCtx({ actor: admin, dryRun: true })
    expect(await updateBroker(dry, { name: 'New Name' })).toMatchObject({ version: 2, name: 'New Name' })
    expect(dry.effects).toMatchObject([{ id: 'broker', version: 2, event: 'changed' }])
    expect(await readBroker(ctx())).toMatchObject({ version: 1, name: 'Example Broker' })
  })

  it.each(strangers)('promises nothing to $kind', async (actor) => {
    expect(await refusal(readBroker(testCtx({ actor })))).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await refusal(updateBroker(testCtx({ actor }), { name: 'Mine' }))).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
