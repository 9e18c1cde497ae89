import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../support/client.ts'
import { testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'
import { writeKeys } from '../../support/world-keys.ts'

let admin: ReturnType<typeof client>
let partner: ReturnType<typeof client>

beforeEach(async () => {
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1, referralMethod: 'manual' }],
    partners: [{ id: 1 }],
    setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
  })
  const keys = await writeKeys(testDb(), [{ kind: 'admin' }, { kind: 'partner', partnerId: 1 }])
  admin = client({ key: keys[0]! })
  partner = client({ key: keys[1]! })
})

const message = { kind: 'automation', name: 'Call today', subject: 'Call {{firstName}}', text: 'Now.' }

const automation = {
  name: 'Call today',
  event: 'lead.captured',
  steps: [
    {
      wait: { kind: 'after', count: 1, unit: 'days' },
      action: { kind: 'email', templateId: 'tpl_1', to: ['broker'] },
    },
  ],
}

describe('the API of automations promises', () => {
  it('templates and automations from nothing to a run, by the API alone', async () => {
    expect((await admin.post('/v1/templates', message)).body).toMatchObject({ id: 'tpl_1', version: 1, html: null })
    const made = await admin.post('/v1/automations', automation)
    expect([made.status, made.body.id]).toEqual([201, 'aut_1'])
    expect(made.body).toMatchObject({ leadTypeId: null, onFailure: 'stop', active: true })

    const lead = (await admin.post('/v1/leads', { leadTypeId: 'typ_1', fields: usualLead(1) })).body.id
    const byHand = await admin.post(`/v1/leads/${lead}/runs`, { automationId: 'aut_1' })
    expect([byHand.status, byHand.body.event, byHand.body.state]).toEqual([201, null, 'waiting'])
    const { items } = (await admin.get(`/v1/leads/${lead}/runs`)).body
    expect(items.map(({ state }: { state: string }) => state)).toContain('waiting')

    const cancelled = await admin.post(`/v1/runs/${byHand.body.id}/cancel`)
    expect(cancelled.body).toMatchObject({ state: 'cancelled', reason: 'BY_HAND', steps: [{ state: 'skipped' }] })
    expect((await admin.post(`/v1/runs/${byHand.body.id}/cancel`)).body.code).toBe('RUN_ENDED')

    expect((await admin.patch('/v1/automations/aut_1', { active: false })).body).toMatchObject({ version: 2 })
    expect((await admin.get('/v1/automations?archived=false')).body.items).toHaveLength(1)
    expect((await admin.post('/v1/automations/aut_1/archive')).body.archivedAt).not.toBeNull()
    expect((await admin.patch('/v1/automations/aut_1', { active: true })).body.code).toBe('ARCHIVED')
    expect((await admin.get('/v1/automations?archived=false')).body.items).toEqual([])
  })

  it('previews and tests of templates', async () => {
    await admin.post('/v1/templates', message)
    expect((await admin.post('/v1/templates/tpl_1/preview', {})).body).toMatchObject({ text: 'Now.', html: null })
    const test = await admin.post('/v1/templates/tpl_1/test', { to: 'me@example.com' })
    expect([test.status, test.body.text]).toEqual([202, 'Now.'])
    expect((await admin.get('/v1/templates?kind=automation')).body.items).toMatchObject([{ id: 'tpl_1' }])
    expect((await admin.patch('/v1/templates/tpl_1', { html: '<b>Now</b>' })).body.html).toBe('<b>Now</b>')
    expect((await admin.post('/v1/templates/tpl_1/archive')).body.archivedAt).not.toBeNull()
  })

  it('dry runs that leave nothing', async () => {
    const dry = await admin.post('/v1/templates?dryRun=true', message)
    expect(dry.body.effects).toMatchObject([{ id: 'tpl_1', event: 'created' }])
    expect((await admin.get('/v1/templates')).body.items).toEqual([])
    await admin.post('/v1/templates', message)
    await admin.post('/v1/templates/tpl_1/test?dryRun=true', { to: 'me@example.com' })
    const { results } = await testDb().prepare('SELECT id FROM jobs').all()
    expect(results).toEqual([])
  })

  it('one run for one Idempotency-Key', async () => {
    await admin.post('/v1/templates', message)
    await admin.post('/v1/automations', { ...automation, event: null })
    const lead = (await admin.post('/v1/leads', { leadTypeId: 'typ_1', fields: usualLead(1) })).body.id
    const start = () =>
      admin.post(`/v1/leads/${lead}/runs`, { automationId: 'aut_1' }, { headers: { 'Idempotency-Key': 'button-1' } })
    expect((await start()).body).toEqual((await start()).body)
    expect((await admin.get(`/v1/leads/${lead}/runs`)).body.items).toHaveLength(1)
  })

  it('nothing of it to anybody but admins', async () => {
    await admin.post('/v1/templates', message)
    await admin.post('/v1/automations', automation)
    const lead = (await admin.post('/v1/leads', { leadTypeId: 'typ_1', fields: usualLead(1) })).body.id
    const answers = [
      await partner.get('/v1/templates/tpl_1'),
      await partner.post('/v1/templates/tpl_1/preview', { leadId: lead }),
      await partner.get('/v1/automations'),
      await partner.patch('/v1/automations/aut_1', { active: false }),
      await partner.get(`/v1/leads/${lead}/runs`),
      await partner.post(`/v1/leads/${lead}/runs`, { automationId: 'aut_1' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403))
    expect((await client().get('/v1/automations')).status).toBe(401)
  })

  it('line breaks in a subject refused, and a message without text', async () => {
    const bad = await admin.post('/v1/templates', { ...message, subject: 'Hi\r\nBcc: x@example.com', text: '  ' })
    expect(bad.status).toBe(422)
    expect(bad.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/subject', '/text'])
  })

  it('everything that is wrong with an automation at once, each with its pointer', async () => {
    const bad = await admin.post('/v1/automations', {
      name: '',
      event: 'lead.vanished',
      steps: [{ wait: { kind: 'workingDay', time: '25:00' }, action: { kind: 'refer', partnerId: 'nobody' } }],
    })
    expect(bad.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/event',
      '/name',
      '/steps/0/action/partnerId',
      '/steps/0/wait/time',
    ])
    expect((await admin.post('/v1/automations', { name: 'Nothing', steps: [] })).status).toBe(422)
  })
})
