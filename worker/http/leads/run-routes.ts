import { leadIdSchema, parseRunId, runIdSchema } from '../../../contract/id.ts'
import { newRunSchema, runListSchema, runSchema } from '../../../contract/run.ts'
import { cancelRun } from '../../operations/automations/cancel-run.ts'
import { listLeadRuns } from '../../operations/automations/list-lead-runs.ts'
import { startRun } from '../../operations/automations/start-run.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { leadId: leadIdSchema }

const listRunsRoute = route({
  method: 'GET',
  path: '/v1/leads/{leadId}/runs',
  may: ['admin'],
  tag: 'Automations',
  summary: 'What automations do with a lead',
  description: 'Each run with its steps: what state they are in, when they are due, and what they did.',
  params,
  answer: { status: 200, body: runListSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { leadId } }) => listLeadRuns(ctx, leadId),
})

const startRunRoute = route({
  method: 'POST',
  path: '/v1/leads/{leadId}/runs',
  may: ['admin'],
  tag: 'Automations',
  summary: 'Start an automation on a lead',
  description: 'By hand, whatever its event and its condition. The lead type must fit.',
  params,
  body: newRunSchema,
  answer: { status: 201, body: runSchema },
  problems: ['NOT_FOUND', 'ARCHIVED', 'NOT_STARTABLE', 'LEAD_CLOSED', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { leadId }, body: { automationId } }) => startRun(ctx, { leadId, automationId }),
})

const cancelRunRoute = route({
  method: 'POST',
  path: '/v1/runs/{runId}/cancel',
  may: ['admin'],
  tag: 'Automations',
  summary: 'Cancel a run',
  description: 'What it has done stays done; what is still to come is not.',
  params: { runId: runIdSchema },
  answer: { status: 200, body: runSchema },
  problems: ['NOT_FOUND', 'RUN_ENDED', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { runId } }) => cancelRun(ctx, parseRunId(runId)!),
})

export const runRoutes: readonly AnyRoute[] = [listRunsRoute, startRunRoute, cancelRunRoute]
