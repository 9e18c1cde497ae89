import { beforeEach, describe, expect, it } from 'vitest'
import { insertJob } from '../../../db/store/jobs.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { type NoticeToSend, notices } from '../../../worker/notices/notices.ts'
import { listNotices } from '../../../worker/operations/notices/list-notices.ts'
import { noticeJob } from '../../../worker/operations/notices/notice-job.ts'
import { readSwitches, setSwitches } from '../../../worker/operations/notices/notice-switches.ts'
import { previewNotice } from '../../../worker/operations/notices/preview-notice.ts'
import { setWording } from '../../../worker/operations/notices/set-wording.ts'
import { archiveTemplate } from '../../../worker/operations/templates/archive-template.ts'
import { previewTemplate } from '../../../worker/operations/templates/preview-template.ts'
import { updateTemplate } from '../../../worker/operations/templates/update-template.ts'
import { mailbox, template } from '../../support/automation-world.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld } from '../../support/world.ts'

const now = Date.UTC(2026, 5, 15, 12)
const ctx = () => testCtx({ now })

beforeEach(async () => {
  await buildWorld(testDb(), { partners: [{ id: 1 }, { id: 2 }] })
  await testDb().batch([
    testDb().prepare("UPDATE partners SET version = 2, contact_email = 'Boss@example.org' WHERE id = 1"),
    testDb().prepare(
      `INSERT INTO logins (id, version, partner_id, name, email, access, created_at, invited_until, accepted_at)
       VALUES (5, 1, 1, 'Robin', 'robin@example.org', 'read', 0, 0, 1)`,
    ),
  ])
})

let sent = 0

const low = { broker: 'Test Broker', partner: 'Partner 1', balance: '£5.00', threshold: '£50.00', link: null }

/** Sends one notice as an operation would. */
async function send({ to = 'boss@example.org', person }: { to?: string; person?: string } = {}): Promise<void> {
  sent += 1
  const job = noticeJob(now, {
    notice: { kind: 'low-funds', data: low },
    to,
    about: `test:${sent}`,
    ...(person !== undefined && { person }),
  })
  await insertJob(testDb(), job).run()
  await runJob(ctx(), job)
}

const ownWords = { kind: 'notice', subject: 'Only {{balance}} left', text: 'Dear {{partner}}, {{balance}}.' } as const

describe('the words of a notice promise that', () => {
  it("the broker's template words it, and null goes back to the standard words", async () => {
    const { id } = await template(ctx(), { ...ownWords, html: '<p>{{partner}}</p>' })
    expect(await setWording(ctx(), 'low-funds', { templateId: id })).toMatchObject({ templateId: id, version: 1 })
    await send()
    expect(await setWording(ctx(), 'low-funds', { templateId: null })).toMatchObject({ templateId: null, version: 2 })
    await send()
    expect(await mailbox()).toMatchObject([
      { subject: 'Only £5.00 left', body: 'Dear Partner 1, £5.00.', html: '<p>Partner 1</p>' },
      { subject: expect.stringContaining('down to £5.00'), html: null },
    ])
  })

  it('a template names only what this notice knows', async () => {
    const { id } = await template(ctx(), { ...ownWords, text: '{{chain}}' })
    await expect(setWording(ctx(), 'low-funds', { templateId: id })).rejects.toMatchObject({
      errors: [{ pointer: '/templateId', code: 'UNKNOWN_FIELD' }],
    })
    await expect(template(ctx(), { ...ownWords, text: '{{firstName}}' })).rejects.toMatchObject({
      code: 'INVALID_BODY',
    })
  })

  it.each([
    ['there is none', 'tpl_99', 'NOT_FOUND'],
    ['it is for something else', 'tpl_1', 'WRONG_KIND'],
    ['it is archived', 'tpl_2', 'ARCHIVED'],
  ])('a template is refused where %s', async (_what, templateId, code) => {
    await template(ctx(), { subject: 'x', text: 'y' })
    const { id } = await template(ctx(), ownWords)
    if (code === 'ARCHIVED') await archiveTemplate(ctx(), Number(id.slice(4)))
    await expect(setWording(ctx(), 'low-funds', { templateId })).rejects.toMatchObject({ errors: [{ code }] })
  })

  it('a template that words a notice must go on suiting it; archived it goes on wording it', async () => {
    await template(ctx(), ownWords)
    await setWording(ctx(), 'low-funds', { templateId: 'tpl_1' })
    await expect(updateTemplate(ctx(), 1, { text: '{{chain}}' })).rejects.toMatchObject({
      errors: [{ pointer: '/text', message: expect.stringContaining('low-funds') }],
    })
    await updateTemplate(ctx(), 1, { text: '{{threshold}}' })
    await archiveTemplate(ctx(), 1)
    await send()
    expect((await mailbox())[0]!.body).toBe('£50.00')
  })

  it('every kind can be seen in every wording before it is sent', async () => {
    const { id } = await template(ctx(), ownWords)
    const standard = await previewNotice(ctx(), 'low-funds', null)
    expect(standard.text).toContain('What to do:')
    expect(await previewNotice(ctx(), 'low-funds', undefined)).toEqual(standard)
    expect((await previewNotice(ctx(), 'low-funds', id)).subject).toMatch(/^Only £.* left$/)
    expect((await previewTemplate(ctx(), 1, { leadId: null })).subject).toMatch(/^Only £.* left$/)
    await expect(previewNotice(ctx(), 'no-such-notice', null)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('the list tells every kind, its fields and its channels', async () => {
    const { items } = await listNotices(ctx())
    expect(items.find(({ kind }) => kind === 'low-funds')).toMatchObject({
      to: 'partner',
      channels: ['email', 'text'],
      switchable: true,
      templateId: null,
      version: 0,
      fields: expect.arrayContaining([{ name: 'threshold', example: expect.any(String) }]),
    })
    expect(items.find(({ kind }) => kind === 'webhook-disabled')?.switchable).toBe(false)
  })
})

const off = (kind: string, channel: 'email' | 'text' = 'email') => ({ switches: [{ kind, channel, on: false }] })

describe('the switches of a person promise that', () => {
  it.each([
    ["the partner's contact address", 'ptn_1', {}],
    ['that address, where the sender names the partner', 'ptn_1', { person: 'ptn_1' }],
    ['a login', 'lgn_5', { to: 'Robin@Example.org' }],
  ])('what is switched off does not come: %s', async (_what, person, about) => {
    await setSwitches(ctx(), person, off('low-funds'))
    await send(about)
    expect(await mailbox()).toEqual([])
  })

  it('an address that the broker is told at has its own, whatever its case', async () => {
    await setSwitches(ctx(), 'office@example.com', off('lead-rescued'))
    const { example } = notices.find(({ kind }) => kind === 'lead-rescued')!
    for (const to of ['Office@example.com', 'second@example.com']) {
      const notice = { kind: 'lead-rescued', data: example } as NoticeToSend
      const job = noticeJob(now, { notice, to, about: to })
      await insertJob(testDb(), job).run()
      await runJob(ctx(), job)
    }
    expect((await mailbox()).map(({ to }) => to)).toEqual([['second@example.com']])
  })

  it('what is switched on again comes again, and the other channel was never touched', async () => {
    await setSwitches(ctx(), 'ptn_1', off('low-funds'))
    const switches = await setSwitches(ctx(), 'ptn_1', {
      switches: [{ kind: 'low-funds', channel: 'email', on: true }],
    })
    expect(switches.switches.filter(({ kind }) => kind === 'low-funds').map(({ on }) => on)).toEqual([true, true])
    await send()
    expect(await mailbox()).toHaveLength(1)
  })

  it('one person’s switch is not another’s', async () => {
    await setSwitches(ctx(), 'ptn_2', off('low-funds'))
    await setSwitches(ctx(), 'lgn_5', off('low-funds'))
    await send()
    expect(await mailbox()).toHaveLength(1)
  })

  it('two partners with one address must both not want it', async () => {
    await testDb().prepare("UPDATE partners SET version = 2, contact_email = 'boss@example.org' WHERE id = 2").run()
    await setSwitches(ctx(), 'ptn_1', off('low-funds'))
    await send()
    expect(await mailbox()).toHaveLength(1)
    await setSwitches(ctx(), 'ptn_2', off('low-funds'))
    await send()
    expect(await mailbox()).toHaveLength(1)
  })

  it.each([
    ['is always sent', 'ptn_1', off('webhook-disabled'), 'ALWAYS_SENT'],
    ['does not come to partners', 'ptn_1', off('lead-rescued'), 'NOT_FOUND'],
    ['does not come by text', 'ptn_1', off('delivery-disabled', 'text'), 'NOT_FOUND'],
    ['does not come to the broker', 'office@example.com', off('low-funds'), 'NOT_FOUND'],
  ])('a notice that %s cannot be switched off', async (_what, person, changes, code) => {
    await expect(setSwitches(ctx(), person, changes)).rejects.toMatchObject({
      errors: [{ pointer: '/switches/0', code }],
    })
  })

  const key = { kind: 'partner', keyId: 1, keyVersion: 1, partnerId: 1 } as const
  const person = { kind: 'partner', loginId: 5, sessionId: 's', access: 'read', partnerId: 1 } as const
  it.each([
    ['a partner its contact address', key, 'ptn_1', true],
    ['a partner its logins', key, 'lgn_5', true],
    ['a partner nobody else', key, 'ptn_2', 'NOT_FOUND'],
    ['a partner no address of the broker', key, 'office@example.com', 'NOT_FOUND'],
    ['somebody who may only read themselves', person, 'lgn_5', true],
    ['somebody who may only read not their company', person, 'ptn_1', 'NOT_ALLOWED'],
  ])('%s', async (_what, actor, whose, expected) => {
    const call = setSwitches(testCtx({ now, actor }), whose, off('low-funds'))
    if (expected === true) expect((await call).version).toBe(1)
    else await expect(call).rejects.toMatchObject({ code: expected })
  })

  it('history keeps the change and no address', async () => {
    await setSwitches(ctx(), 'office@example.com', off('lead-rescued'))
    const { results } = await testDb().prepare("SELECT * FROM history WHERE id LIKE 'notices_%'").all()
    expect(results).toHaveLength(1)
    expect(JSON.stringify(results)).not.toContain('office@')
    expect(JSON.stringify(results)).toContain('lead-rescued:email')
  })

  it('what nobody touched is on', async () => {
    const { version, switches } = await readSwitches(ctx(), 'ptn_1')
    expect(version).toBe(0)
    expect(switches.every(({ on }) => on)).toBe(true)
  })
})
