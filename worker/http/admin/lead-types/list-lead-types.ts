import { leadTypeQuery, leadTypeSchema } from '../../../../contract/lead-type.ts'
import { pageOf } from '../../../../contract/page.ts'
import { listLeadTypes } from '../../../operations/lead-types/list-lead-types.ts'
import { route } from '../../route.ts'

export const listLeadTypesRoute = route({
  method: 'GET',
  path: '/v1/lead-types',
  may: ['admin'],
  tag: 'Lead types',
  summary: 'List lead types',
  query: leadTypeQuery,
  answer: { status: 200, body: pageOf(leadTypeSchema) },
  handle: (ctx, { query }) => listLeadTypes(ctx, query),
})
