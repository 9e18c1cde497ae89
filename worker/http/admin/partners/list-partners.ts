import { pageOf } from '../../../../contract/page.ts'
import { partnerQuery, partnerSchema } from '../../../../contract/partner.ts'
import { listPartners } from '../../../operations/partners/list-partners.ts'
import { route } from '../../route.ts'

export const listPartnersRoute = route({
  method: 'GET',
  path: '/v1/partners',
  may: ['admin'],
  tag: 'Partners',
  summary: 'List partners',
  query: partnerQuery,
  answer: { status: 200, body: pageOf(partnerSchema) },
  handle: (ctx, { query }) => listPartners(ctx, query),
})
