import {
  automationChangesSchema,
  automationQuery,
  automationSchema,
  newAutomationSchema,
} from '../../../contract/automation.ts'
import { numberedId } from '../../../contract/id.ts'
import { pageOf } from '../../../contract/page.ts'
import { archiveAutomation } from '../../operations/automations/archive-automation.ts'
import { createAutomation } from '../../operations/automations/create-automation.ts'
import { listAutomations } from '../../operations/automations/list-automations.ts'
import { readAutomation } from '../../operations/automations/read-automation.ts'
import { updateAutomation } from '../../operations/automations/update-automation.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { automationId: numberedId('automation') }

const createAutomationRoute = route({
  method: 'POST',
  path: '/v1/automations',
  may: ['admin'],
  tag: 'Automations',
  summary: 'Make an automation',
  description:
    'On an event, if the condition holds, its steps are done one after the other, each after its wait. Without an event it is started by hand. One step without a wait is a lead action, more make a workflow. What waits is cancelled when the lead closes.',
  body: newAutomationSchema,
  answer: { status: 201, body: automationSchema },
  problems: ['NAME_TAKEN'],
  handle: (ctx, { body }) => createAutomation(ctx, body),
})

const listAutomationsRoute = route({
  method: 'GET',
  path: '/v1/automations',
  may: ['admin'],
  tag: 'Automations',
  summary: 'List automations',
  query: automationQuery,
  answer: { status: 200, body: pageOf(automationSchema) },
  handle: (ctx, { query }) => listAutomations(ctx, query),
})

const readAutomationRoute = route({
  method: 'GET',
  path: '/v1/automations/{automationId}',
  may: ['admin'],
  tag: 'Automations',
  summary: 'Read an automation',
  params,
  answer: { status: 200, body: automationSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { automationId } }) => readAutomation(ctx, automationId),
})

const updateAutomationRoute = route({
  method: 'PATCH',
  path: '/v1/automations/{automationId}',
  may: ['admin'],
  tag: 'Automations',
  summary: 'Change an automation',
  description: '`condition` and `steps` are replaced as a whole. What has begun keeps the steps that it began with.',
  params,
  body: automationChangesSchema,
  answer: { status: 200, body: automationSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'NAME_TAKEN', 'ARCHIVED'],
  handle: (ctx, { params: { automationId }, body }) => updateAutomation(ctx, automationId, body),
})

const archiveAutomationRoute = route({
  method: 'POST',
  path: '/v1/automations/{automationId}/archive',
  may: ['admin'],
  tag: 'Automations',
  summary: 'Archive an automation',
  description: 'For good. It starts no more, and what waits on any lead is cancelled.',
  params,
  answer: { status: 200, body: automationSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { automationId } }) => archiveAutomation(ctx, automationId),
})

export const automationRoutes: readonly AnyRoute[] = [
  createAutomationRoute,
  listAutomationsRoute,
  readAutomationRoute,
  updateAutomationRoute,
  archiveAutomationRoute,
]
