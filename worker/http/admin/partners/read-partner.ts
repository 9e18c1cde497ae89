import { numberedId } from '../../../../contract/id.ts'
import { partnerSchema } from '../../../../contract/partner.ts'
import { readPartner } from '../../../operations/partners/read-partner.ts'
import { route } from '../../route.ts'

export const readPartnerRoute = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}',
  may: ['admin'],
  tag: 'Partners',
  summary: 'Read a partner',
  params: { partnerId: numberedId('partner') },
  answer: { status: 200, body: partnerSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params }) => readPartner(ctx, params.partnerId),
})
