import * as v from 'valibot'
import { isLeadId, leadIdSchema, numberedId } from '../../../contract/id.ts'
import {
  leadLocations,
  leadReceiptSchema,
  leadSchema,
  leadSummarySchema,
  newLeadSchema,
} from '../../../contract/lead.ts'
import { flagText, pageOf, pageQuery, toPage } from '../../../contract/page.ts'
import { stageKinds } from '../../../contract/stage.ts'
import { jsonChannel } from '../../capture/channels/json.ts'
import { captureLead } from '../../operations/leads/capture-lead.ts'
import { introducerOf } from '../../operations/leads/introducer-of.ts'
import { listLeads } from '../../operations/leads/list-leads.ts'
import { costOf } from '../../operations/leads/owed-for-lead.ts'
import { leadSummary, readLead } from '../../operations/leads/read-lead.ts'
import { routeLead } from '../../operations/leads/route-lead.ts'
import { badCursor } from '../../operations/page-start.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { leadId: leadIdSchema }

const createLead = route({
  method: 'POST',
  path: '/v1/leads',
  may: ['admin', 'partner'],
  partnerAccess: 'leads',
  keyCheck: 'in-batch',
  tag: 'Leads',
  summary: 'Hand a lead in',
  description:
    'Takes a lead, checks it with the fields of its lead type, and refers it at once where the type says so. Answered after everything is committed. Repeat it safely with the same `id` or the same `Idempotency-Key`.',
  body: newLeadSchema,
  bodyLimit: 128 * 1024,
  answer: { status: 201, body: leadReceiptSchema },
  problems: ['ID_TAKEN', 'NOT_ALLOWED', 'GROUP_NOT_ALLOWED'],
  handle(ctx, { body }) {
    const { id, fields } = jsonChannel.read(body, { fields: [] })
    const { leadTypeId, pageUrl, test: isTest } = body
    const introducerId = introducerOf(ctx, body.introducerId)
    const cost = costOf(ctx, body.cost)
    const { channel } = jsonChannel
    return captureLead(ctx, { id, leadTypeId, introducerId, channel, pageUrl, fields, isTest, cost })
  },
})

const getLeads = route({
  method: 'GET',
  path: '/v1/leads',
  may: ['admin'],
  tag: 'Leads',
  summary: 'List leads, newest first',
  query: {
    ...pageQuery,
    leadType: v.optional(numberedId('leadType')),
    location: v.optional(v.picklist(leadLocations)),
    introducer: v.optional(numberedId('partner')),
    stage: v.optional(v.pipe(v.picklist(stageKinds), v.description('Of which kind its stage is.'))),
    archived: v.optional(v.pipe(flagText, v.description('true: only what was put away. Otherwise all the rest.'))),
  },
  answer: { status: 200, body: pageOf(leadSummarySchema) },
  async handle(ctx, { query: { limit, cursor, leadType, location, introducer, stage, archived } }) {
    if (cursor !== undefined && !isLeadId(cursor)) throw badCursor()
    const rows = await listLeads(ctx, {
      before: cursor ?? null,
      leadTypeId: leadType ?? null,
      location: location ?? null,
      introducerId: introducer ?? null,
      stage: stage ?? null,
      archived: archived ?? false,
      limit,
    })
    return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: leadSummary })
  },
})

const getLead = route({
  method: 'GET',
  path: '/v1/leads/{leadId}',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Read a lead with its referrals, timeline and decision trace',
  description: 'The trace says of every partner that was considered what it failed on, with the values compared.',
  params,
  answer: { status: 200, body: leadSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { leadId } }) => readLead(ctx, leadId),
})

const postRoute = route({
  method: 'POST',
  path: '/v1/leads/{leadId}/route',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Look for partners again',
  description: 'Fills the open slots of the referral scope with whoever is eligible now.',
  params,
  answer: {
    status: 200,
    body: v.strictObject({ referrals: v.number(), location: v.picklist(['held', 'pending', 'routed']) }),
  },
  problems: [
    'NOT_FOUND',
    'LEAD_CLOSED',
    'LEAD_TEST',
    'SCOPE_REACHED',
    'APPOINTMENT_REQUIRED',
    'NOT_ROUTABLE',
    'TRY_AGAIN',
  ],
  handle: (ctx, { params: { leadId } }) => routeLead(ctx, { leadId }),
})

export const leadRoutes: readonly AnyRoute[] = [createLead, getLeads, getLead, postRoute]
