import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ActionSettings } from '../../../contract/automation.ts'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { textNumbersOf } from '../../../worker/operations/automations/text-numbers.ts'
import { updateLeadType } from '../../../worker/operations/lead-types/update-lead-type.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { unreferReferral } from '../../../worker/operations/reversals/unrefer-referral.ts'
import { archiveWebhook } from '../../../worker/operations/webhooks/archive-webhook.ts'
import { automate, capture, runsOf, setStage, step } from '../../support/automation-world.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { addressOf, hook, ownPath, seenAt } from '../../support/webhook-world.ts'
import { buildWorld, usualFields } from '../../support/world.ts'

const sms = (settings: Partial<Extract<ActionSettings, { kind: 'sms' }>>): ActionSettings => ({
  kind: 'sms',
  text: '{{partner.name}}: call {{firstName}} {{lastName}}.',
  to: [],
  numbers: [],
  ...settings,
})

beforeEach(async () => {
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1 }, { id: 2, referralMethod: 'manual' }],
    partners: [{ id: 1 }, { id: 2 }],
    setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
  })
  await testDb().prepare("UPDATE partners SET version = 2, mobile = '+4477009001' || printf('%02d', id)").run()
})

const texts = async () =>
  (
    await testDb()
      .prepare("SELECT recipients, body FROM mailbox WHERE kind = 'text' ORDER BY id")
      .all<{ recipients: string; body: string }>()
  ).results.map(({ recipients, body }) => [...(JSON.parse(recipients) as string[]), body])

describe('a text by an automation promises that', () => {
  it('it goes to the partner that has the lead, filled in for it, and history keeps no number', async () => {
    await automate(testCtx(), { event: 'referral.delivered', steps: [step(sms({ to: ['partners'] }))] })
    const leadId = await capture(testCtx())
    expect(await texts()).toEqual([['+447700900101', 'Partner 1: call Ada Person1.']])
    const { timeline } = await readLead(testCtx(), leadId)
    expect(timeline.find(({ event }) => event === 'lead.texted')!.data).toEqual({ to: ['ptn_1'] })
  })

  it('a partner that has the lead no more is told nothing of it by what waited, and of that end itself it is', async () => {
    const text = sms({ to: ['partners'] })
    await automate(testCtx(), {
      event: 'referral.delivered',
      steps: [step(text, { kind: 'after', count: 1, unit: 'hours' })],
    })
    const leadId = await capture(testCtx())
    const ctx = testCtx({ now: testCtx().now + minuteMs })
    await unreferReferral(ctx, { leadId, partnerId: 1, reason: 'A mistake', reroute: false })
    await sweepAt(testCtx().now + 2 * hourMs)
    expect(await texts()).toEqual([])
    expect(await runsOf(leadId)).toEqual([{ state: 'stopped', reason: 'NO_RECIPIENT', steps: ['failed'] }])

    const who = { to: ['partners' as const], numbers: [], partnerId: 1, personNumbers: [] }
    expect(await textNumbersOf(ctx, leadId, who)).toEqual([])
    expect(await textNumbersOf(ctx, leadId, { ...who, event: 'referral.returned' })).toHaveLength(1)
  })

  it('each number gets one, whoever has it', async () => {
    const numbers = ['+447700900101', '+447700900150']
    await automate(testCtx(), { event: 'referral.delivered', steps: [step(sms({ to: ['partners'], numbers }))] })
    await capture(testCtx())
    expect((await texts()).map(([number]) => number)).toEqual(numbers)
  })

  it('the person behind the lead never gets one, not even where that number was written down', async () => {
    const steps = [step(sms({ numbers: ['+442079460001', '+447700900150'] }))]
    await automate(testCtx(), { event: 'lead.captured', steps })
    await capture(testCtx(), 1, 2)
    expect((await texts()).map(([number]) => number)).toEqual(['+447700900150'])
  })

  it('a text to nobody stops the run with its reason', async () => {
    await automate(testCtx(), { event: 'lead.captured', steps: [step(sms({ to: ['partners', 'introducer'] }))] })
    const leadId = await capture(testCtx(), 1, 2)
    expect(await runsOf(leadId)).toEqual([{ state: 'stopped', reason: 'NO_RECIPIENT', steps: ['failed'] }])
  })

  it('a field that a text names cannot be taken out of its lead type', async () => {
    const steps = [step(sms({ to: ['partners'], text: 'Call {{lastName}}' }))]
    await automate(testCtx(), { event: 'lead.captured', leadTypeId: 2, steps })
    const fields = usualFields.filter(({ name }) => name !== 'lastName')
    await expect(updateLeadType(testCtx(), 2, { fields })).rejects.toMatchObject({
      errors: [{ message: expect.stringContaining('lastName') }],
    })
  })
})

describe('a webhook by an automation promises that', () => {
  it('a message of its own type goes to the broker’s webhook, signed, and the lead says so', async () => {
    const path = ownPath()
    const ctx = testCtx({ now: Date.now() })
    const { secret } = await hook(ctx, { url: addressOf(path), types: [] })
    await automate(ctx, { event: 'lead.captured', steps: [step({ kind: 'webhook', webhookId: 'whk_1' })] })
    const leadId = await capture(ctx, 1, 2)
    const [request] = await seenAt(path)
    expect(new Webhook(secret!).verify(request!.body, request!.headers)).toMatchObject({
      type: 'automation.step',
      data: { automation: 'aut_1', step: 1, lead: { id: leadId } },
    })
    const { timeline } = await readLead(ctx, leadId)
    expect(timeline.find(({ event }) => event === 'lead.webhook')!.data).toEqual({
      webhook: 'whk_1',
      message: request!.headers['webhook-id'],
    })
  })

  it("a partner's webhook is not the broker's to use", async () => {
    await hook(testCtx(), { url: addressOf(ownPath()), partnerId: 1, types: [] })
    const steps = [step({ kind: 'webhook', webhookId: 'whk_1' })]
    await expect(automate(testCtx(), { steps })).rejects.toMatchObject({ errors: [{ code: 'NOT_YOURS' }] })
  })

  it('one that was archived meanwhile stops the run, or lets it go on, as the automation says', async () => {
    const ctx = testCtx()
    await hook(ctx, { url: addressOf(ownPath()), types: [] })
    const steps = [step({ kind: 'webhook', webhookId: 'whk_1' }), step(setStage('qualified'))]
    await automate(ctx, { event: 'lead.captured', steps })
    await automate(ctx, { event: 'lead.captured', steps, onFailure: 'continue' })
    await archiveWebhook(ctx, 1)
    const leadId = await capture(ctx, 1, 2)
    expect(await runsOf(leadId)).toMatchObject([
      { state: 'stopped', reason: 'ARCHIVED' },
      { state: 'done', steps: ['failed', 'done'] },
    ])
  })
})
