import { leadIdSchema } from '../../../contract/id.ts'
import { leadSummarySchema } from '../../../contract/lead.ts'
import { moveLeadSchema } from '../../../contract/stage.ts'
import { archiveLead } from '../../operations/leads/archive-lead.ts'
import { moveStage } from '../../operations/leads/move-stage.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { leadId: leadIdSchema }

const postStage = route({
  method: 'POST',
  path: '/v1/leads/{leadId}/stage',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Move a lead to another stage',
  description:
    'A new lead becomes qualified or unqualified, a qualified one won, lost or unqualified; among the stages of one kind it moves freely. The last three close it: nobody is referred it any more. A closed lead is opened again, as new or qualified, with a `reason`.',
  params,
  body: moveLeadSchema,
  answer: { status: 200, body: leadSummarySchema },
  problems: ['NOT_FOUND', 'STAGE_NOT_REACHABLE', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { leadId }, body }) => moveStage(ctx, { leadId, ...body }),
})

const postArchive = route({
  method: 'POST',
  path: '/v1/leads/{leadId}/archive',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Put a lead away',
  description: 'Lists leave it out unless they are asked for what is archived. Nothing else changes.',
  params,
  answer: { status: 200, body: leadSummarySchema },
  problems: ['NOT_FOUND', 'IN_USE', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { leadId } }) => archiveLead(ctx, { leadId, archived: true }),
})

const postUnarchive = route({
  method: 'POST',
  path: '/v1/leads/{leadId}/unarchive',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Take a lead out again',
  params,
  answer: { status: 200, body: leadSummarySchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { leadId } }) => archiveLead(ctx, { leadId, archived: false }),
})

export const stageRoutes: readonly AnyRoute[] = [postStage, postArchive, postUnarchive]
