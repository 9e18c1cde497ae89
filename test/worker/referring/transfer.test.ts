import { beforeEach, describe, expect, inject, it } from 'vitest'
import { hourMs } from '../../../contract/time.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { referLead } from '../../../worker/operations/leads/refer-lead.ts'
import { historyOf, refusal, rows } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const outside = inject('outside')
const now = Date.UTC(2026, 5, 15, 12)
const number = '+442079460018'
const nothing = { email: null, internet: null }
const server = (path: string) => ({ format: 'json', url: `${outside.http}${path}`, headers: {} })

beforeEach(() =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, referralMethod: 'transfer', scope: 3 }],
    partners: [
      { id: 1, transferNumber: number, delivery: nothing },
      { id: 2, transferNumber: number },
      { id: 3, delivery: nothing },
      { id: 4, transferNumber: number, queueUntilOpen: true, openFrom: now + hourMs, openUntil: now + 2 * hourMs },
      { id: 5, transferNumber: number, delivery: { email: null, internet: server('/say/{"status":"rejected"}') } },
      {
        id: 6,
        transferNumber: number,
        delivery: { email: { to: ['copy@example.com'] }, internet: server('/say/{"status":"accepted"}') },
      },
    ],
    setups: [1, 2, 3, 4, 5, 6].map((id) => ({ id, partnerId: id, leadTypeId: 1 })),
  }),
)

const capture = async (ctx = testCtx({ now })) =>
  (
    await captureLead(ctx, {
      leadTypeId: 1,
      introducerId: null,
      channel: 'json',
      pageUrl: null,
      fields: usualLead(1),
      isTest: false,
    })
  ).id

const person = () => testCtx({ now, actor: { kind: 'admin', keyId: 1, keyVersion: 1 } })

describe('a transferred call', () => {
  it('promises the number to dial, to a partner without any delivery', async () => {
    const leadId = await capture()
    expect(await referLead(person(), { leadId, partnerId: 1 })).toMatchObject({
      method: 'transfer',
      transferNumber: number,
      state: 'delivered',
      deliveredAt: '2026-06-15T12:00:00.000Z',
    })
  })

  it('promises that it is charged at once, in the commit of the referral, and nothing is left to do', async () => {
    const leadId = await capture()
    const ctx = person()
    const { id } = await referLead(ctx, { leadId, partnerId: 1 })
    expect(await rows('SELECT kind, amount, balance, held FROM transfers WHERE party = 1 ORDER BY n')).toMatchObject([
      { kind: 'payment' },
      { kind: 'hold', amount: 1000, held: 1000 },
      { kind: 'settle', amount: 1000, balance: 999_000, held: 0 },
    ])
    expect(await historyOf(id)).toMatchObject([
      { version: 1, event: 'referral.transferred', data: { state: 'delivered' } },
    ])
    expect([ctx.started, await rows('SELECT id FROM jobs')]).toEqual([[], []])
    expect((await verifyLedger(testCtx({ now }))).findings).toEqual([])
  })

  it('promises that the answers of the lead follow by e-mail, once, where there is an address', async () => {
    const leadId = await capture()
    const ctx = person()
    const { id } = await referLead(ctx, { leadId, partnerId: 2 })
    await ctx.runStarted()
    expect(await rows('SELECT id, recipients FROM mailbox')).toEqual([{ id, recipients: '["buyer2@example.com"]' }])
    expect((await readLead(testCtx({ now }), leadId)).referrals).toMatchObject([{ state: 'delivered' }])
    expect(await rows("SELECT count(*) AS n FROM transfers WHERE kind = 'settle'")).toEqual([{ n: 1 }])
    expect(await rows('SELECT id FROM jobs')).toEqual([])
  })

  it('promises that a copy goes by e-mail where the server decides', async () => {
    const ctx = person()
    await referLead(ctx, { leadId: await capture(), partnerId: 6 })
    await ctx.runStarted()
    expect(await rows('SELECT recipients FROM mailbox')).toEqual([{ recipients: '["copy@example.com"]' }])
  })

  it("promises that what the partner's server says of the data takes nothing back: the call was the delivery", async () => {
    const leadId = await capture()
    const ctx = person()
    await referLead(ctx, { leadId, partnerId: 5 })
    await ctx.runStarted()
    expect((await readLead(testCtx({ now }), leadId)).referrals).toMatchObject([{ state: 'delivered' }])
    expect(await rows("SELECT kind FROM transfers WHERE party = 5 AND kind = 'release'")).toEqual([])
    expect((await verifyLedger(testCtx({ now }))).findings).toEqual([])
  })

  it.each([
    ['no number', 3, ['NO_TRANSFER_NUMBER']],
    ['closed, though its leads may wait', 4, ['OUTSIDE_SCHEDULE']],
  ] as const)('promises that a partner with %s is called by nobody', async (_what, partnerId, codes) => {
    const refused = await refusal(referLead(person(), { leadId: await capture(), partnerId }))
    expect(refused.errors).toEqual(codes.map((code) => `/partnerId ${code}`))
  })

  it('promises that the queue gives the call to somebody who can take it', async () => {
    const leadId = await capture()
    const answered = [await referLead(person(), { leadId }), await referLead(person(), { leadId })]
    expect(answered.map(({ transferNumber }) => transferNumber)).toEqual([number, number])
    expect(answered.every(({ partner }) => !['ptn_3', 'ptn_4'].includes(partner.id))).toBe(true)
  })

  it('promises that it fills the scope like any other referral', async () => {
    const leadId = await capture()
    for (const partnerId of [1, 2, 5]) await referLead(person(), { leadId, partnerId })
    expect(await refusal(referLead(person(), { leadId, partnerId: 6 }))).toMatchObject({ code: 'SCOPE_REACHED' })
  })

  it('promises whoever is next a call of a type that routes by itself, though it has no delivery (D1.17)', async () => {
    await testDb().batch([
      testDb().prepare("UPDATE lead_types SET referral_method = 'immediate', version = version + 1"),
      testDb().prepare('UPDATE setups SET active = 0, version = version + 1 WHERE id <> 1'),
    ])
    // Nobody can take it by delivery: its only buyer is parked for that.
    const leadId = await capture()
    expect(await rows('SELECT cause FROM turns WHERE setup_id = 1 AND due <> 0')).toEqual([{ cause: 'NO_DELIVERY' }])
    expect(await referLead(person(), { leadId, method: 'transfer' })).toMatchObject({
      partner: { id: 'ptn_1' },
      transferNumber: number,
    })
  })
})
