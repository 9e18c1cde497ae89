import { numberedId } from '../../../../contract/id.ts'
import { ownPartnerSchema } from '../../../../contract/partner.ts'
import { pausePartner } from '../../../operations/partners/pause-partner.ts'
import { route } from '../../route.ts'

export const pausePartnerRoute = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/pause',
  may: ['admin', 'partner'],
  tag: 'Partners',
  summary: 'Pause a partner',
  description:
    'No new referrals. What was referred before is still delivered. For an admin, and for the partner itself where the preference `partnersPause` lets it.',
  params: { partnerId: numberedId('partner') },
  answer: { status: 200, body: ownPartnerSchema },
  problems: ['NOT_FOUND', 'SELF_SERVICE_DISABLED'],
  handle: (ctx, { params }) => pausePartner(ctx, params.partnerId),
})
