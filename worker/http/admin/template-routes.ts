import { numberedId } from '../../../contract/id.ts'
import { pageOf } from '../../../contract/page.ts'
import {
  messageSchema,
  newTemplateSchema,
  previewSchema,
  templateChangesSchema,
  templateQuery,
  templateSchema,
  testMessageSchema,
} from '../../../contract/template.ts'
import { archiveTemplate } from '../../operations/templates/archive-template.ts'
import { createTemplate } from '../../operations/templates/create-template.ts'
import { listTemplates } from '../../operations/templates/list-templates.ts'
import { previewTemplate } from '../../operations/templates/preview-template.ts'
import { readTemplate } from '../../operations/templates/read-template.ts'
import { sendTest } from '../../operations/templates/send-test.ts'
import { updateTemplate } from '../../operations/templates/update-template.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { templateId: numberedId('template') }
const bodyLimit = 256 * 1024

const createTemplateRoute = route({
  method: 'POST',
  path: '/v1/templates',
  may: ['admin'],
  tag: 'Templates',
  summary: 'Make a template',
  description:
    '`{{firstName}}` puts a field in, `{{#company}}…{{/company}}` shows what is between when there is one, `{{^company}}…{{/company}}` when there is none. Besides the fields of leads: lead.id, lead.receivedAt, lead.stage, leadType.name, partner.name, introducer.name, broker.name, appointment.when, appointment.place, appointment.note. A template for deliveries (lead-delivery) knows referral.reference, referral.referredAt, referral.price, lead.test (empty for a real lead), leadGroup.name, the parts of the appointment and the ids too, and neither lead.stage nor introducer.name. Whatever is not known is refused.',
  body: newTemplateSchema,
  bodyLimit,
  answer: { status: 201, body: templateSchema },
  problems: ['NAME_TAKEN'],
  handle: (ctx, { body }) => createTemplate(ctx, body),
})

const listTemplatesRoute = route({
  method: 'GET',
  path: '/v1/templates',
  may: ['admin'],
  tag: 'Templates',
  summary: 'List templates',
  query: templateQuery,
  answer: { status: 200, body: pageOf(templateSchema) },
  handle: (ctx, { query }) => listTemplates(ctx, query),
})

const readTemplateRoute = route({
  method: 'GET',
  path: '/v1/templates/{templateId}',
  may: ['admin'],
  tag: 'Templates',
  summary: 'Read a template',
  params,
  answer: { status: 200, body: templateSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { templateId } }) => readTemplate(ctx, templateId),
})

const updateTemplateRoute = route({
  method: 'PATCH',
  path: '/v1/templates/{templateId}',
  may: ['admin'],
  tag: 'Templates',
  summary: 'Change a template',
  description: 'It must go on suiting every automation that uses it. It keeps its kind.',
  params,
  body: templateChangesSchema,
  bodyLimit,
  answer: { status: 200, body: templateSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'NAME_TAKEN', 'ARCHIVED'],
  handle: (ctx, { params: { templateId }, body }) => updateTemplate(ctx, templateId, body),
})

const archiveTemplateRoute = route({
  method: 'POST',
  path: '/v1/templates/{templateId}/archive',
  may: ['admin'],
  tag: 'Templates',
  summary: 'Archive a template',
  description: 'For good. Nothing new can use it; what uses it goes on sending it as it is.',
  params,
  answer: { status: 200, body: templateSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { templateId } }) => archiveTemplate(ctx, templateId),
})

const previewTemplateRoute = route({
  method: 'POST',
  path: '/v1/templates/{templateId}/preview',
  changes: 'nothing',
  may: ['admin'],
  tag: 'Templates',
  summary: 'Fill a template in',
  description: 'With a lead, or with made-up answers. Nothing is sent.',
  params,
  body: previewSchema,
  answer: { status: 200, body: messageSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { templateId }, body }) => previewTemplate(ctx, templateId, body),
})

const sendTestRoute = route({
  method: 'POST',
  path: '/v1/templates/{templateId}/test',
  may: ['admin'],
  tag: 'Templates',
  summary: 'Send a template to look at',
  description: 'With made-up answers, to one address. The answer is the message that is on its way.',
  params,
  body: testMessageSchema,
  answer: { status: 202, body: messageSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { templateId }, body }) => sendTest(ctx, templateId, body),
})

export const templateRoutes: readonly AnyRoute[] = [
  createTemplateRoute,
  listTemplatesRoute,
  readTemplateRoute,
  updateTemplateRoute,
  archiveTemplateRoute,
  previewTemplateRoute,
  sendTestRoute,
]
