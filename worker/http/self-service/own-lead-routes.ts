import { referralKey } from '../../../contract/id.ts'
import { ownLeadQuery, ownLeadSchema } from '../../../contract/own-lead.ts'
import { pageOf } from '../../../contract/page.ts'
import { listOwnLeads } from '../../operations/self-service/list-own-leads.ts'
import { readOwnLead } from '../../operations/self-service/read-own-lead.ts'
import { type AnyRoute, route } from '../route.ts'
import { ownLeadCsv } from './own-lead-csv.ts'

const common = { may: ['partner'], tag: 'Self-service' } as const

const listRoute = route({
  ...common,
  method: 'GET',
  path: '/v1/me/leads',
  summary: 'List own leads, newest first',
  description:
    'What was referred to it. While a lead is its own (accepted or delivered), with what the person answered; before, and once it was returned or called back, without. A page may be shorter than `limit` where the filter lets few through; go on while there is a `nextCursor`. As CSV with a column for each answer.',
  query: ownLeadQuery,
  answer: { status: 200, body: pageOf(ownLeadSchema) },
  csv: ownLeadCsv,
  handle: (ctx, { query }) => listOwnLeads(ctx, query),
})

const readRoute = route({
  ...common,
  method: 'GET',
  path: '/v1/me/leads/{referralId}',
  summary: 'Read an own lead',
  params: { referralId: referralKey },
  answer: { status: 200, body: ownLeadSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { referralId } }) => readOwnLead(ctx, referralId),
})

export const ownLeadRoutes: readonly AnyRoute[] = [listRoute, readRoute]
