import { newPartnerSchema, savedPartnerSchema } from '../../../../contract/partner.ts'
import { createPartner } from '../../../operations/partners/create-partner.ts'
import { route } from '../../route.ts'

export const createPartnerRoute = route({
  method: 'POST',
  path: '/v1/partners',
  may: ['admin'],
  tag: 'Partners',
  summary: 'Make a partner',
  description: 'A name is enough. A partner made here is active at once.',
  body: newPartnerSchema,
  bodyLimit: 256 * 1024,
  answer: { status: 201, body: savedPartnerSchema },
  handle: (ctx, { body }) => createPartner(ctx, body),
})
