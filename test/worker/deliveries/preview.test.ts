import { beforeEach, describe, expect, inject, it } from 'vitest'
import { completeDelivery, deliverySchema, type StoredDelivery } from '../../../contract/delivery.ts'
import type { DeliveryPreview } from '../../../contract/delivery-preview.ts'
import { parseAll } from '../../../contract/parse.ts'
import { previewDelivery } from '../../../worker/operations/deliveries/preview-delivery.ts'
import { updateLeadType } from '../../../worker/operations/lead-types/update-lead-type.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { updatePreferences } from '../../../worker/operations/preferences/update-preferences.ts'
import { createTemplate } from '../../../worker/operations/templates/create-template.ts'
import { previewTemplate } from '../../../worker/operations/templates/preview-template.ts'
import {
  admin,
  asPartner,
  makeBroker,
  makeGroup,
  makePartner,
  makeSetup,
  makeType,
  refusal,
  rows,
} from '../../support/config.ts'
import { testCtx } from '../../support/ctx.ts'
import { aValue } from '../../support/internet-settings.ts'

const ctx = () => testCtx({ actor: admin })
const field = (name: string) => ({ name, kind: 'text', label: name })

const delivery = (more: Partial<NonNullable<StoredDelivery['internet']>> = {}, email: StoredDelivery['email'] = null) =>
  completeDelivery({
    email,
    internet: { format: 'json', url: `${inject('outside').http}/preview?token=in-the-query`, headers: {}, ...more },
  })

const preview = (asked: Partial<DeliveryPreview> = {}, of = ctx()) =>
  previewDelivery(of, 2, { leadId: null, leadTypeId: null, delivery: null, ...asked })

const capture = async () => {
  const house = testCtx()
  const { id } = await captureLead(house, {
    leadTypeId: 1,
    introducerId: null,
    channel: 'json',
    pageUrl: null,
    fields: { firstName: 'Grace', budget: '<10>' },
  })
  return { id, deliver: () => house.runStarted() }
}

const appointmentIn = (shown: { internet: { body: string } | null }) => JSON.parse(shown.internet!.body).appointment

const mapping = [
  aValue('/key', 's3cret-of-buyer', { secret: true }),
  aValue('/name', '{{firstName}}'),
  aValue('/reference', '{{referral.reference}}'),
]

beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx(), { fields: [field('firstName')] })
  await makeType(ctx(), { fields: [field('budget')], defaultPrice: { amount: 0, currency: 'GBP' } })
  await makePartner(ctx(), { delivery: delivery({ mapping, headers: { 'X-Key': 'header-secret' } }) })
  await makeSetup(ctx())
})

describe('a preview promises', () => {
  it('the very bytes that are sent, its secrets hidden', async () => {
    const { id, deliver } = await capture()
    await deliver()
    const shown = await preview({ leadId: id })
    const seen = await (await fetch(`${inject('outside').http}/_seen?path=/preview`)).json<{ body: string }[]>()
    const sent = seen.at(-1)!
    expect(sent.body).toContain('s3cret-of-buyer')
    expect(shown.internet?.body).toBe(sent.body.replace('s3cret-of-buyer', '•••'))
    expect(JSON.stringify(shown)).not.toMatch(/s3cret|header-secret|in-the-query/)
    const kept = await rows<{ raw: string }>("SELECT raw FROM history WHERE event = 'referral.delivery'")
    expect(JSON.parse(kept[0]!.raw).request).toEqual(shown.internet)
    expect(kept[0]!.raw).not.toMatch(/s3cret|header-secret|in-the-query/)
  })

  it('a made-up lead that says it is a test, by settings that are not saved', async () => {
    const email = { to: ['leads@example.com'], templateId: null }
    const shown = await preview({
      delivery: delivery({ format: 'xml', mapping: null, template: '<l t="{{lead.test}}"/>' }, email),
    })
    expect(shown.internet).toMatchObject({ headers: { 'x-baton-test': 'true' } })
    expect(shown.internet?.body).toBe('<?xml version="1.0" encoding="utf-8"?>\n<l t="yes"/>')
    expect(shown.email?.subject).toMatch(/^Test lead: Boilers \[ref_/)
    const [saved] = await rows<{ delivery: string }>('SELECT delivery FROM partners WHERE id = 2')
    expect(saved!.delivery).not.toContain('<l t=')
  })

  it('the price that such a lead would be charged, with all that is charged beside it (F39)', async () => {
    const money = (amount: number) => ({ amount, currency: 'GBP' })
    const charges = [{ point: 'qualified' as const, amount: money(500), costBps: 0 }]
    await updateLeadType(ctx(), 1, { nationalPrice: money(2000), charges })
    const asked = { delivery: delivery({ mapping: [aValue('/price', '{{referral.price}}')] }) }
    expect((await preview(asked)).internet?.body).toBe('{"price":"25.00"}')
    const { id } = await capture()
    expect((await preview({ ...asked, leadId: id })).internet?.body).toBe('{"price":"25.00"}')
    await updatePartner(ctx(), 2, { creditUnlimited: true })
    await capture()
    expect(await rows('SELECT price FROM referrals')).toEqual([{ price: 2500 }])
  })

  it('what the format says of settings that cannot be saved, and of a lead or type that is not there', async () => {
    const wrong = preview({ delivery: delivery({ mapping: [aValue('name', '{{nobody}}')] }) })
    expect((await refusal(wrong)).errors).toEqual([
      '/delivery/internet/mapping/0/to NOT_A_POINTER',
      '/delivery/internet/mapping/0/value UNKNOWN_FIELD',
    ])
    expect((await refusal(preview({ leadTypeId: 9 }))).errors).toEqual(['/leadTypeId NOT_FOUND'])
    const leadId = 'lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000'
    expect((await refusal(preview({ leadId }))).errors).toEqual(['/leadId NOT_FOUND'])
  })

  it('a partner its own settings and leads only, and none that it has not taken yet', async () => {
    const own = () => testCtx({ actor: asPartner(2) })
    const { id, deliver } = await capture()
    expect((await refusal(preview({ leadId: id }, own()))).errors).toEqual(['/leadId NOT_FOUND'])
    await deliver()
    expect((await preview({ leadId: id }, own())).internet?.body).toContain('Grace')
    expect((await refusal(preview({}, testCtx({ actor: asPartner(1) })))).code).toBe('NOT_FOUND')
  })

  it('a partner nothing of templates and lead types that are not its own', async () => {
    const own = testCtx({ actor: asPartner(2) })
    await createTemplate(ctx(), { kind: 'lead-delivery', name: 'Another’s', subject: 'x', text: 'x', html: null })
    const email = { to: ['leads@example.com'], templateId: 'tpl_1' }
    const peek = preview({ delivery: completeDelivery({ email, internet: null }) }, own)
    expect((await refusal(peek)).errors).toEqual(['/delivery/email/templateId NOT_FOUND'])
    await makeType(ctx(), { name: 'Not for sale', fields: [field('roof')] })
    expect((await refusal(preview({ leadTypeId: 2 }, own))).errors).toEqual(['/leadTypeId NOT_FOUND'])
    expect((await preview({ leadTypeId: 2 })).internet).not.toBeNull()
  })

  it('that an e-mail by the broker’s template is told as one, and by the partner’s own before it', async () => {
    const template = (name: string) =>
      createTemplate(ctx(), { kind: 'lead-delivery', name, subject: name, text: `${name} {{firstName}}`, html: null })
    await template('Broker')
    await template('Partner')
    await updatePreferences(ctx(), { leadDeliveryTemplateId: 'tpl_1' })
    const byMail = (templateId: string | null) =>
      completeDelivery({ email: { to: ['leads@example.com'], templateId }, internet: null })
    expect((await preview({ delivery: byMail(null) })).email).toMatchObject({ subject: '[Test] Broker', html: null })
    expect((await preview({ delivery: byMail('tpl_2') })).email?.text).toMatch(/^Partner /)
    const { id, deliver } = await capture()
    await deliver()
    expect(await previewTemplate(ctx(), 2, { leadId: id })).toEqual({
      subject: 'Partner',
      text: 'Partner Grace',
      html: null,
    })
    expect((await previewTemplate(ctx(), 2, { leadId: null })).subject).toBe('[Test] Partner')
  })
})

describe('a field that goes after a mapping was saved', () => {
  const dropField = () => updateLeadType(ctx(), 1, { fields: [] })

  it('promises a warning to who takes it away, and to who looks at the delivery', async () => {
    await updatePartner(ctx(), 2, { delivery: delivery({ mapping: [aValue('/budget', '{{budget}}')] }) })
    const { warnings } = await dropField()
    expect(warnings).toMatchObject([{ code: 'FIELD_IN_DELIVERY' }])
    expect(warnings[0]!.message).toContain('ptn_2')
    expect((await preview()).warnings).toMatchObject([{ code: 'FIELD_MISSING' }])
    expect((await preview()).internet?.body).toBe('{"budget":""}')
  })

  it('promises that leads are delivered without it, and that the rest can still be changed', async () => {
    await updatePartner(ctx(), 2, {
      delivery: delivery({
        mapping: [aValue('/name', '{{firstName}}'), aValue('/budget', '{{budget}}', { omitEmpty: true })],
      }),
    })
    const { id, deliver } = await capture()
    await dropField()
    await deliver()
    const [referral] = await rows<{ state: string }>(`SELECT state FROM referrals WHERE lead_id = '${id}'`)
    expect(referral!.state).toBe('delivered')
    expect((await preview({ leadId: id })).internet?.body).toBe('{"name":"Grace"}')
    const kept = delivery({
      mapping: [aValue('/first', '{{firstName}}'), aValue('/budget', '{{budget}}', { omitEmpty: true })],
    })
    expect((await updatePartner(ctx(), 2, { delivery: kept })).delivery.internet?.mapping).toEqual(
      kept.internet!.mapping,
    )
  })
})

describe('a preview of a made-up lead promises that', () => {
  it('it has an appointment only where leads of its type have one', async () => {
    const usual = { delivery: delivery() }
    expect(appointmentIn(await preview(usual))).toBeNull()
    await updateLeadType(ctx(), 1, { referralMethod: 'appointment' })
    expect(appointmentIn(await preview(usual))).toMatchObject({ place: '1 Example Street' })
  })

  it('a partner that said nowhere is warned of', async () => {
    const { warnings } = await preview({ delivery: { email: null, internet: null } })
    expect(warnings).toMatchObject([{ code: 'NO_DELIVERY' }])
  })

  it('a way that was left out is asked for', () => {
    const read = parseAll(deliverySchema, { internet: null })
    expect(read).toMatchObject({ errors: [{ pointer: '/email', code: 'REQUIRED', message: 'Give null for none.' }] })
  })
})
