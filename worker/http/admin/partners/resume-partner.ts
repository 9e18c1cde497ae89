import { numberedId } from '../../../../contract/id.ts'
import { ownPartnerSchema } from '../../../../contract/partner.ts'
import { resumePartner } from '../../../operations/partners/resume-partner.ts'
import { route } from '../../route.ts'

export const resumePartnerRoute = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/resume',
  may: ['admin', 'partner'],
  tag: 'Partners',
  summary: 'Resume a partner',
  description:
    'Leads may come again, and a server that was given up is tried again. For an admin, and for the partner itself where the preference `partnersPause` lets it.',
  params: { partnerId: numberedId('partner') },
  answer: { status: 200, body: ownPartnerSchema },
  problems: ['NOT_FOUND', 'SELF_SERVICE_DISABLED'],
  handle: (ctx, { params }) => resumePartner(ctx, params.partnerId),
})
