import { beforeEach, describe, expect, it } from 'vitest'
import { completeDelivery, type StoredDelivery } from '../../../contract/delivery.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { updatePreferences } from '../../../worker/operations/preferences/update-preferences.ts'
import { archiveTemplate } from '../../../worker/operations/templates/archive-template.ts'
import { createTemplate } from '../../../worker/operations/templates/create-template.ts'
import { admin, historyOf, makeBroker, makeGroup, makePartner, makeType, refusal, rows } from '../../support/config.ts'
import { testCtx } from '../../support/ctx.ts'
import { aValue } from '../../support/internet-settings.ts'

const ctx = () => testCtx({ actor: admin })
const field = (name: string) => ({ name, kind: 'text', label: name })

const internet = (more: Partial<NonNullable<StoredDelivery['internet']>> = {}, email: StoredDelivery['email'] = null) =>
  completeDelivery({
    email,
    internet: { format: 'json', url: 'https://buyer.example.com/leads', headers: {}, ...more },
  })

const save = (delivery: ReturnType<typeof internet>) => updatePartner(ctx(), 2, { delivery })

const template = (more: object = {}) =>
  createTemplate(ctx(), {
    kind: 'lead-delivery',
    name: 'Ours',
    subject: '{{firstName}}',
    text: 'Call {{firstName}}',
    html: null,
    ...more,
  })

beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx(), { fields: [field('firstName')] })
  await makeType(ctx(), { fields: [field('budget')] })
  await makePartner(ctx())
})

describe('saving how a partner receives leads promises', () => {
  it('that a mapping is kept as it was given', async () => {
    const mapping = [
      aValue('/name', '{{firstName}}', { transforms: [{ kind: 'case', to: 'upper' }] }),
      aValue('/budget', '{{budget}}', { as: 'number', omitEmpty: true }),
    ]
    expect((await save(internet({ mapping }))).delivery.internet?.mapping).toEqual(mapping)
  })

  it('to name everything that is wrong, each where it stands', async () => {
    const wrong = internet(
      {
        format: 'soap-1-1',
        url: 'https://10.0.0.1/leads',
        headers: { Authorization: '•••' },
        template: '<a><b></a>{{nobody}}',
        mapping: [aValue('bad name', '{{nobody}}')],
        soapAction: 'a"b',
        answer: {
          kind: 'rule',
          accepted: { statuses: [200], all: [{ kind: 'matches', pattern: '(' }] },
          duplicate: [],
          retryable: [],
          rejected: [],
          otherwise: 'rejected',
          remoteId: null,
          price: null,
          reason: null,
        },
      },
      { to: ['leads@example.com'], templateId: 'tpl_9' },
    )
    const { errors } = await refusal(save(wrong))
    expect(errors.map((error) => error.replace(/(BROKEN_XML|INVALID_PATTERN)$/, '…'))).toEqual(
      expect.arrayContaining([
        '/delivery/email/templateId NOT_FOUND',
        '/delivery/internet/url ADDRESS_NOT_ALLOWED',
        '/delivery/internet/headers/Authorization VALUE_NEEDED',
        '/delivery/internet/template UNKNOWN_FIELD',
        '/delivery/internet/template …',
        '/delivery/internet/mapping/0/to NOT_A_NAME',
        '/delivery/internet/mapping/0/value UNKNOWN_FIELD',
        '/delivery/internet/soapAction NOT_AN_ACTION',
        '/delivery/internet/answer/accepted/all/0/pattern …',
      ]),
    )
  })

  it('that a secret value is stored and never shown, comes back as •••, and stays with its host', async () => {
    const secret = [aValue('/key', 's3cret-of-buyer', { secret: true })]
    const hidden = [aValue('/key', '•••', { secret: true })]
    expect((await save(internet({ mapping: secret }))).delivery.internet?.mapping).toEqual(hidden)
    const again = internet({ mapping: [...hidden, aValue('/name', '{{firstName}}')] })
    await save(again)
    const [stored] = await rows<{ delivery: string }>('SELECT delivery FROM partners WHERE id = 2')
    expect(JSON.parse(stored!.delivery).internet.mapping[0].value).toBe('s3cret-of-buyer')
    expect(JSON.stringify(await historyOf('ptn_2'))).not.toContain('s3cret')
    const needed = ['/delivery/internet/mapping/0/value VALUE_NEEDED']
    expect((await refusal(save(internet({ mapping: hidden, url: 'https://thief.example.org/' })))).errors).toEqual(
      needed,
    )
    expect((await refusal(save(internet({ mapping: [aValue('/key', '•••')] })))).errors).toEqual(needed)
    expect((await refusal(save(internet({ mapping: [aValue('/other', '•••', { secret: true })] })))).errors).toEqual(
      needed,
    )
  })

  it('that only a live template of the right kind is chosen, and an archived one stays with who has it', async () => {
    await template()
    await template({ kind: 'automation', name: 'Other' })
    const byMail = (templateId: string) =>
      completeDelivery({ email: { to: ['leads@example.com'], templateId }, internet: null })
    expect((await refusal(save(byMail('tpl_2')))).errors).toEqual(['/delivery/email/templateId WRONG_KIND'])
    await save(byMail('tpl_1'))
    await archiveTemplate(ctx(), 1)
    await save(completeDelivery({ email: { to: ['desk@example.com'], templateId: 'tpl_1' }, internet: null }))
    await makePartner(ctx(), { name: 'Another' })
    const other = updatePartner(ctx(), 3, { delivery: byMail('tpl_1') })
    expect((await refusal(other)).errors).toEqual(['/delivery/email/templateId ARCHIVED'])
    const preference = updatePreferences(ctx(), { leadDeliveryTemplateId: 'tpl_2' })
    expect((await refusal(preference)).errors).toEqual(['/leadDeliveryTemplateId WRONG_KIND'])
  })

  it('that a template for deliveries knows what a delivery tells, and not who introduced the lead', async () => {
    await template({
      text: '{{referral.reference}} {{referral.price}} {{appointment.when}} {{lead.test}} {{broker.name}}',
    })
    expect((await refusal(template({ name: 'No', text: '{{introducer.name}}' }))).errors).toEqual([
      '/text UNKNOWN_FIELD',
    ])
  })
})
