import { beforeEach, describe, expect, it } from 'vitest'
import { partnerWebhookTypes, webhookTypes } from '../../../contract/webhook.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { pausePartner } from '../../../worker/operations/partners/pause-partner.ts'
import { capture } from '../../support/automation-world.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { addressOf, hook, ownPath, seenAt, waitingMessages } from '../../support/webhook-world.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const partnerOne = { kind: 'partner', keyId: 7, keyVersion: 1, partnerId: 1 } as const

beforeEach(() =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, scope: 2 }],
    partners: [
      { id: 1 },
      { id: 2, name: 'The Rival' },
      { id: 3, name: 'The Introducer', buys: false, introduces: true },
    ],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, price: 700 },
      { id: 2, partnerId: 2, leadTypeId: 1, price: 900 },
    ],
  }),
)

// biome-ignore lint/suspicious/noExplicitAny: messages of every shape
const messagesAt = async (path: string): Promise<any[]> => (await seenAt(path)).map(({ body }) => JSON.parse(body))

describe("a partner's webhook promises that", () => {
  it.each(webhookTypes.filter((type) => !partnerWebhookTypes.includes(type)))(
    'it cannot listen to %s',
    async (type) => {
      const path = ownPath()
      await expect(hook(testCtx({ actor: partnerOne }), { url: addressOf(path), types: [type] })).rejects.toMatchObject(
        {
          code: 'INVALID_BODY',
          errors: [{ pointer: '/types/0', code: 'NOT_FOR_PARTNERS' }],
        },
      )
    },
  )

  it('it hears of its own referral, once, and of nobody else', async () => {
    const path = ownPath()
    const ctx = testCtx()
    await hook(testCtx({ actor: partnerOne }), {
      url: addressOf(path),
      types: ['lead.referred', 'referral.delivered'],
      personData: true,
    })
    const lead = { leadTypeId: 1, introducerId: 3, channel: 'json', pageUrl: null, fields: usualLead(1) } as const
    await captureLead(ctx, lead)
    await ctx.runStarted()
    const messages = await messagesAt(path)
    expect(messages.map(({ type }) => type).sort()).toEqual(['lead.referred', 'referral.delivered'])
    for (const { data } of messages) {
      expect(data.partner).toEqual({ id: 'ptn_1', name: 'Partner 1' })
      expect(data.referrals).toMatchObject([{ partner: { id: 'ptn_1' }, price: { amount: 700 } }])
      expect(JSON.stringify(data)).not.toMatch(/Rival|ptn_2|Introducer|ptn_3|introducer|routed|900/)
    }
  })

  it('it hears of the person only once the lead is its own, and only where it asked to', async () => {
    const [asked, silent] = [ownPath(), ownPath()]
    const types = ['lead.referred', 'referral.delivered'] as const
    await hook(testCtx({ actor: partnerOne }), { url: addressOf(asked), types: [...types], personData: true })
    await hook(testCtx({ actor: partnerOne }), { url: addressOf(silent), types: [...types] })
    await capture(testCtx())
    const told = (await messagesAt(asked)).find(({ type }) => type === 'referral.delivered')
    expect(told.data.lead.fields).toMatchObject({ firstName: 'Ada', lastName: 'Person1' })
    expect(JSON.stringify(await messagesAt(silent))).not.toMatch(/Ada|Person1|person1/)
  })

  it('it hears nothing of a lead that it did not take', async () => {
    const path = ownPath()
    await testDb()
      .prepare(`UPDATE partners SET version = 2, delivery = ? WHERE id = 1`)
      .bind(
        JSON.stringify({
          email: null,
          internet: { format: 'json', url: addressOf('/say/{"status":"rejected"}'), headers: {} },
        }),
      )
      .run()
    await hook(testCtx({ actor: partnerOne }), {
      url: addressOf(path),
      types: ['lead.referred', 'referral.rejected'],
      personData: true,
    })
    await capture(testCtx())
    const rejected = (await messagesAt(path)).find(({ type }) => type === 'referral.rejected')
    expect(rejected.data.referrals).toMatchObject([{ state: 'rejected' }])
    expect(JSON.stringify(rejected)).not.toMatch(/Ada|Person1|person1|NW1/)
  })

  it('it is told that it was paused, and by which channel; another is not', async () => {
    const [own, other, brokers] = [ownPath(), ownPath(), ownPath()]
    const ctx = testCtx()
    await hook(ctx, { url: addressOf(own), partnerId: 1, types: ['partner.paused'] })
    await hook(ctx, { url: addressOf(other), partnerId: 2, types: ['partner.paused'] })
    await hook(ctx, { url: addressOf(brokers), types: ['partner.paused'] })
    await pausePartner(ctx, 1)
    await ctx.runStarted()
    expect(await messagesAt(own)).toMatchObject([
      { type: 'partner.paused', data: { channel: 'admin', partner: { id: 'ptn_1' } } },
    ])
    expect(await messagesAt(other)).toEqual([])
    expect(await messagesAt(brokers)).toHaveLength(1)
  })
})

describe("the broker's webhook promises that", () => {
  it('it hears of a lead once, with everybody who got it', async () => {
    const path = ownPath()
    await hook(testCtx(), { url: addressOf(path), types: ['lead.captured', 'lead.referred'] })
    const leadId = await capture(testCtx())
    const messages = await messagesAt(path)
    expect(messages.map(({ type }) => type).sort()).toEqual(['lead.captured', 'lead.referred'])
    const referred = messages.find(({ type }) => type === 'lead.referred')
    expect(referred.data).toMatchObject({
      version: 1,
      cause: `${leadId}:1`,
      lead: { id: leadId, channel: 'json', stage: 'New', leadType: { id: 'typ_1', name: 'Type 1' } },
    })
    expect(referred.data.referrals.map((one: { partner: { id: string } }) => one.partner.id).sort()).toEqual([
      'ptn_1',
      'ptn_2',
    ])
    expect(JSON.stringify(messages)).not.toMatch(/Ada|Person1/)
  })

  it("it sends FLG's form to whoever listened to FLG, signed all the same", async () => {
    const path = ownPath()
    await hook(testCtx(), { url: addressOf(path), types: ['lead.captured'], format: 'flg', personData: true })
    const leadId = await capture(testCtx())
    const [request] = await seenAt(path)
    expect(request!.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(request!.headers['webhook-signature']).toMatch(/^v1,/)
    expect(Object.fromEntries(new URLSearchParams(request!.body))).toMatchObject({
      id: leadId,
      firstname: 'Ada',
      fullname: 'Ada Person1',
      email: 'person1@example.com',
      leadtype: 'Type 1',
      leadgroupname: 'Group',
      status: 'New',
    })
  })
})

it('promises that a lead on its way does not queue behind everybody who wants to hear of it', async () => {
  const ctx = testCtx()
  for (let n = 0; n < 8; n += 1) await hook(ctx, { url: addressOf(ownPath()), types: ['lead.captured'] })
  const { id } = await captureLead(ctx, {
    leadTypeId: 1,
    introducerId: null,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(1),
  })
  expect(id).toMatch(/^lead_/)
  expect(await waitingMessages()).toHaveLength(8)
  expect(ctx.started.filter(({ kind }) => kind === 'send-webhook')).toHaveLength(3)
})
