import { ownPartnerSchema } from '../../../../contract/partner.ts'
import { readOwnPartner } from '../../../operations/partners/read-own-partner.ts'
import { route } from '../../route.ts'

export const readOwnPartnerRoute = route({
  method: 'GET',
  path: '/v1/me',
  may: ['partner'],
  tag: 'Partners',
  summary: 'Read oneself',
  description: 'The partner whose key this is, without what the broker notes about it.',
  answer: { status: 200, body: ownPartnerSchema },
  handle: (ctx) => readOwnPartner(ctx),
})
