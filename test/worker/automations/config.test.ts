import { beforeEach, describe, expect, it } from 'vitest'
import { parseId } from '../../../contract/id.ts'
import { readAutomation } from '../../../worker/operations/automations/read-automation.ts'
import { updateAutomation } from '../../../worker/operations/automations/update-automation.ts'
import { updateLeadType } from '../../../worker/operations/lead-types/update-lead-type.ts'
import { archiveTemplate } from '../../../worker/operations/templates/archive-template.ts'
import { previewTemplate } from '../../../worker/operations/templates/preview-template.ts'
import { sendTest } from '../../../worker/operations/templates/send-test.ts'
import { updateTemplate } from '../../../worker/operations/templates/update-template.ts'
import type { Problem } from '../../../worker/problem.ts'
import { automate, capture, email, mailbox, runsOf, setStage, step, template } from '../../support/automation-world.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualFields } from '../../support/world.ts'

const roof = { name: 'roof', kind: 'text', label: 'Roof', required: false }

beforeEach(() =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1 }, { id: 2, fields: [...usualFields, roof], referralMethod: 'manual' }],
    partners: [{ id: 1 }, { id: 2, status: 'closed' }],
    setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
  }),
)

const number = (id: string) => parseId('template', id)!

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    ({ code, errors }: Problem) =>
      code === 'INVALID_BODY' ? errors.map(({ pointer, code: why }) => [pointer, why]) : [code],
  )

const everything = { filters: [], stages: [], introducers: [], channels: [] }

describe('saving an automation promises to refuse', () => {
  const refused: [title: string, settings: Parameters<typeof automate>[1], pointer: string, code: string][] = [
    ['a lead type that is not there', { leadTypeId: 9, steps: [step(setStage('won'))] }, '/leadTypeId', 'NOT_FOUND'],
    [
      'a clause without a lead type',
      { condition: { ...everything, filters: [{ field: 'roof', op: 'present' }] }, steps: [step(setStage('won'))] },
      '/condition/filters',
      'NEEDS_LEAD_TYPE',
    ],
    [
      'a clause on a field that the lead type has not',
      {
        leadTypeId: 1,
        condition: { ...everything, filters: [{ field: 'roof', op: 'present' }] },
        steps: [step(setStage('won'))],
      },
      '/condition/filters/0/field',
      'UNKNOWN_FIELD',
    ],
    [
      'an introducer that is not there',
      { condition: { ...everything, introducers: ['ptn_9'] }, steps: [step(setStage('won'))] },
      '/condition/introducers/0',
      'NOT_FOUND',
    ],
    [
      'a channel that is none',
      { condition: { ...everything, channels: ['pigeon'] }, steps: [step(setStage('won'))] },
      '/condition/channels/0',
      'UNKNOWN_CHANNEL',
    ],
    [
      'a stage that is not there, in the condition',
      { condition: { ...everything, stages: ['new', 'stg_99'] }, steps: [step(setStage('won'))] },
      '/condition/stages/1',
      'NOT_FOUND',
    ],
    [
      'a stage that is not there, in a step',
      { steps: [step(setStage('won')), step(setStage('stg_99'))] },
      '/steps/1/action/stage',
      'NOT_FOUND',
    ],
    [
      'a partner that is not there',
      { steps: [step({ kind: 'refer', partnerId: 'ptn_9' })] },
      '/steps/0/action/partnerId',
      'NOT_FOUND',
    ],
    [
      'a partner that is closed',
      { steps: [step({ kind: 'refer', partnerId: 'ptn_2' })] },
      '/steps/0/action/partnerId',
      'CLOSED',
    ],
    [
      'a text to nobody',
      { steps: [step({ kind: 'sms', text: 'x', to: [], numbers: [] })] },
      '/steps/0/action/to',
      'REQUIRED',
    ],
    [
      'a text that names what leads do not have',
      { steps: [step({ kind: 'sms', text: 'Call {{nobody}}', to: ['partners'], numbers: [] })] },
      '/steps/0/action/text',
      'UNKNOWN_FIELD',
    ],
    [
      'a webhook that is not there',
      { steps: [step({ kind: 'webhook', webhookId: 'whk_9' })] },
      '/steps/0/action/webhookId',
      'NOT_FOUND',
    ],
    ['a template that is not there', { steps: [step(email('tpl_9'))] }, '/steps/0/action/templateId', 'NOT_FOUND'],
  ]

  it.each(refused)('%s', async (_, settings, pointer, code) => {
    expect(await refusalOf(automate(testCtx(), settings))).toEqual([[pointer, code]])
  })

  it('an e-mail to nobody', async () => {
    const { id } = await template(testCtx())
    const nobody = automate(testCtx(), { steps: [step(email(id, {}))] })
    expect(await refusalOf(nobody)).toEqual([['/steps/0/action/to', 'REQUIRED']])
  })

  it("a template of another kind, or one that names another lead type's field", async () => {
    const ctx = testCtx()
    const notice = await template(ctx, { kind: 'notice', subject: 'x', text: 'y' })
    const roofs = await template(ctx, { text: 'Your roof: {{roof}}' })
    const steps = [step(email(notice.id)), step(email(roofs.id))]
    expect(await refusalOf(automate(ctx, { leadTypeId: 1, steps }))).toEqual([
      ['/steps/0/action/templateId', 'WRONG_KIND'],
      ['/steps/1/action/templateId', 'UNKNOWN_FIELD'],
    ])
    expect(await refusalOf(automate(ctx, { leadTypeId: 2, steps: [step(email(roofs.id))] }))).toEqual([])
    expect(await refusalOf(automate(ctx, { steps: [step(email(roofs.id))] }))).toEqual([])
  })

  it('a name that another one has', async () => {
    const steps = [step(setStage('won'))]
    await automate(testCtx(), { name: 'Tell', steps })
    expect(await refusalOf(automate(testCtx(), { name: 'TELL', steps }))).toEqual(['NAME_TAKEN'])
  })

  it('a change that was made from an old version', async () => {
    const { id } = await automate(testCtx(), { steps: [step(setStage('won'))] })
    const change = (version: number) => updateAutomation(testCtx(), parseId('automation', id)!, { version, name: 'B' })
    expect(await change(1)).toMatchObject({ version: 2, name: 'B' })
    expect(await refusalOf(change(1))).toEqual(['VERSION_CONFLICT'])
  })

  it('nothing of a switch-off, whatever has become of what it names', async () => {
    const { id } = await automate(testCtx(), { steps: [step({ kind: 'refer', partnerId: 'ptn_1' })] })
    await testDb().prepare("UPDATE partners SET status = 'closed', version = 2 WHERE id = 1").run()
    const off = updateAutomation(testCtx(), parseId('automation', id)!, { active: false })
    expect(await off).toMatchObject({ active: false, version: 2 })
  })
})

describe('a field that an automation asks for promises', () => {
  it.each([
    ['by a clause', { filters: [{ field: 'roof', op: 'present' as const }] }, 'Hi {{firstName}}'],
    ['in a template', {}, 'Your roof: {{roof}}'],
  ])('to stay: %s', async (_, condition, text) => {
    const ctx = testCtx()
    const { id } = await template(ctx, { text })
    await automate(ctx, { leadTypeId: 2, condition: { ...everything, ...condition }, steps: [step(email(id))] })
    const change = updateLeadType(ctx, 2, { fields: usualFields })
    await expect(change).rejects.toMatchObject({
      errors: [{ pointer: '/fields', code: 'FIELD_IN_USE', message: expect.stringContaining('aut_1') }],
    })
    expect(await updateLeadType(ctx, 1, { fields: [...usualFields, { ...roof, name: 'wall' }] })).toBeDefined()
  })
})

describe('a template promises that', () => {
  it('a field that no lead type has is refused, with its place', async () => {
    const wrong = template(testCtx(), { subject: 'For {{nobody}}', html: '<b>{{{firstName}}}</b>' })
    expect(await refusalOf(wrong)).toEqual([
      ['/subject', 'UNKNOWN_FIELD'],
      ['/html', 'TAG_NOT_ALLOWED'],
    ])
  })

  it('a change must suit the automations that use it', async () => {
    const ctx = testCtx()
    const { id } = await template(ctx)
    await automate(ctx, { name: 'Tell', leadTypeId: 1, steps: [step(email(id))] })
    const change = updateTemplate(ctx, number(id), { text: 'Your roof: {{roof}}' })
    await expect(change).rejects.toMatchObject({
      errors: [{ pointer: '/text', code: 'UNKNOWN_FIELD', message: expect.stringContaining('“Tell”') }],
    })
    expect(await updateTemplate(ctx, number(id), { text: 'Hi {{firstName}}' })).toMatchObject({ version: 2 })
  })

  it('an archived one goes on serving who uses it, and nobody else', async () => {
    const ctx = testCtx()
    const { id } = await template(ctx)
    const { id: user } = await automate(ctx, { event: 'lead.captured', steps: [step(email(id))] })
    expect(await archiveTemplate(ctx, number(id))).toMatchObject({ version: 2, archivedAt: expect.any(String) })
    const leadId = await capture(ctx, 1, 2)
    expect(await runsOf(leadId)).toMatchObject([{ state: 'done' }])
    expect(await refusalOf(automate(ctx, { steps: [step(email(id))] }))).toEqual([
      ['/steps/0/action/templateId', 'ARCHIVED'],
    ])
    expect(await refusalOf(updateTemplate(ctx, number(id), { text: 'x' }))).toEqual(['ARCHIVED'])
    const later = step(email(id), { kind: 'after', count: 1, unit: 'days' })
    await updateAutomation(ctx, parseId('automation', user)!, { steps: [later] })
    expect((await readAutomation(ctx, parseId('automation', user)!)).steps).toEqual([later])
  })

  it('a preview shows exactly what would be sent, made up or of a lead', async () => {
    const ctx = testCtx()
    const { id } = await template(ctx, { html: '<p>{{firstName}} & {{leadType.name}}</p>' })
    const leadId = await capture(ctx, 7)
    expect(await previewTemplate(ctx, number(id), { leadId })).toEqual({
      subject: 'About Ada',
      text: 'Dear Partner 1, Ada Person7 waits.',
      html: '<p>Ada & Type 1</p>',
    })
    const sample = await previewTemplate(ctx, number(id), { leadId: null })
    expect(sample.text).toContain('Dear Example Partner, ')
    const nobody = 'lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000'
    expect(await refusalOf(previewTemplate(ctx, number(id), { leadId: nobody }))).toEqual([['/leadId', 'NOT_FOUND']])
  })

  it('a test goes to one address, with made-up answers, and history does not keep the address', async () => {
    const ctx = testCtx()
    const { id } = await template(ctx)
    const message = await sendTest(ctx, number(id), { to: 'me@example.com' })
    await ctx.runStarted()
    expect(await mailbox()).toEqual([
      { to: ['me@example.com'], subject: message.subject, body: message.text, html: null },
    ])
    const { results } = await testDb().prepare("SELECT id, data FROM history WHERE event = 'template.tested'").all()
    expect(results).toEqual([
      { id: expect.stringMatching(/^msg_/), data: JSON.stringify({ template: id, templateVersion: 1 }) },
    ])
  })
})

describe('very many templates', () => {
  it('promise that the fields of a lead type can be changed whose automations send more than a hundred of them', async () => {
    const ids = JSON.stringify(Array.from({ length: 110 }, (_, i) => i + 1))
    const sends = `json_array(json_object('wait', NULL, 'action', json_object('kind', 'email', 'templateId', 'tpl_' || value,
      'to', json_array('broker'), 'addresses', json_array())))`
    await testDb().batch([
      testDb()
        .prepare(`INSERT INTO templates (id, version, kind, name, subject, text)
          SELECT value, 1, 'automation', 'Template ' || value, 'Subject', 'Text' FROM json_each(?)`)
        .bind(ids),
      testDb()
        .prepare(`INSERT INTO automations (id, version, name, event, lead_type_id, condition, steps, on_failure, active)
          SELECT value, 1, 'Automation ' || value, 'lead.captured', 1, ?2, ${sends}, 'stop', 1 FROM json_each(?1)`)
        .bind(ids, JSON.stringify(everything)),
    ])
    const admin = testCtx({ actor: { kind: 'admin', keyId: 1, keyVersion: 1 } })
    expect((await updateLeadType(admin, 1, { fields: [...usualFields, roof] as never })).version).toBe(2)
  })
})
