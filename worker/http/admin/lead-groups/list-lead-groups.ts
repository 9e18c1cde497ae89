import { leadGroupQuery, leadGroupSchema } from '../../../../contract/lead-group.ts'
import { pageOf } from '../../../../contract/page.ts'
import { listLeadGroups } from '../../../operations/lead-groups/list-lead-groups.ts'
import { route } from '../../route.ts'

export const listLeadGroupsRoute = route({
  method: 'GET',
  path: '/v1/lead-groups',
  may: ['admin'],
  tag: 'Lead groups',
  summary: 'List lead groups',
  query: leadGroupQuery,
  answer: { status: 200, body: pageOf(leadGroupSchema) },
  handle: (ctx, { query }) => listLeadGroups(ctx, query),
})
