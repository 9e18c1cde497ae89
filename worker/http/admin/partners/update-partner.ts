import { numberedId } from '../../../../contract/id.ts'
import { partnerChangesSchema, savedPartnerSchema } from '../../../../contract/partner.ts'
import { updatePartner } from '../../../operations/partners/update-partner.ts'
import { route } from '../../route.ts'

export const updatePartnerRoute = route({
  method: 'PATCH',
  path: '/v1/partners/{partnerId}',
  may: ['admin'],
  tag: 'Partners',
  summary: 'Change a partner',
  description:
    '`delivery` and `schedule` are replaced as a whole. A header or a secret value that is sent back as ••• keeps its value.',
  params: { partnerId: numberedId('partner') },
  body: partnerChangesSchema,
  bodyLimit: 256 * 1024,
  answer: { status: 200, body: savedPartnerSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params, body }) => updatePartner(ctx, params.partnerId, body),
})
