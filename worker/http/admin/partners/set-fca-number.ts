import * as v from 'valibot'
import { numberedId } from '../../../../contract/id.ts'
import { fcaNumberSchema, ownPartnerSchema } from '../../../../contract/partner.ts'
import { setFcaNumber } from '../../../operations/partners/set-fca-number.ts'
import { route } from '../../route.ts'

export const setFcaNumberRoute = route({
  method: 'PUT',
  path: '/v1/partners/{partnerId}/fca-number',
  may: ['admin', 'partner'],
  tag: 'Partners',
  summary: 'Give the FCA number',
  description:
    'The partner itself writes it once, where the preference `partnersProvideFca` lets it; the nominated users are mailed. The same number again changes nothing, another is FCA_LOCKED. An admin may put in another at any time, or null: then the partner may write it again. A new number is unverified until the FCA’s register was asked.',
  params: { partnerId: numberedId('partner') },
  body: v.strictObject({ fcaNumber: v.nullable(fcaNumberSchema) }),
  answer: { status: 200, body: ownPartnerSchema },
  problems: ['NOT_FOUND', 'SELF_SERVICE_DISABLED', 'FCA_LOCKED'],
  handle: (ctx, { params, body }) => setFcaNumber(ctx, params.partnerId, body.fcaNumber),
})
