import { ownPartnerChangesSchema, savedOwnPartnerSchema } from '../../../contract/own-partner.ts'
import { ownRightsSchema } from '../../../contract/own-rights.ts'
import { ownPartnerSchema } from '../../../contract/partner.ts'
import { readOwnPartner } from '../../operations/partners/read-own-partner.ts'
import { updateOwnPartner } from '../../operations/partners/update-own-partner.ts'
import { readOwnRights } from '../../operations/self-service/read-own-rights.ts'
import { type AnyRoute, route } from '../route.ts'

const tag = 'Self-service'

const readRoute = route({
  method: 'GET',
  path: '/v1/me',
  may: ['partner'],
  tag,
  summary: 'Read oneself',
  description:
    'The partner whose key this is, or for which somebody signed in, without what the broker notes about it.',
  answer: { status: 200, body: ownPartnerSchema },
  handle: (ctx) => readOwnPartner(ctx),
})

const updateRoute = route({
  method: 'PATCH',
  path: '/v1/me',
  may: ['partner'],
  tag,
  summary: 'Change oneself',
  description:
    'How to be reached, opening hours, limits, the low funds warning, and how leads are delivered. The name, prices, credit and everything else are agreed with the broker. `delivery` and `schedule` are replaced as a whole; a header or a secret value that is sent back as ••• keeps its value.',
  body: ownPartnerChangesSchema,
  bodyLimit: 256 * 1024,
  answer: { status: 200, body: savedOwnPartnerSchema },
  problems: ['VERSION_CONFLICT'],
  handle: (ctx, { body }) => updateOwnPartner(ctx, body),
})

const rightsRoute = route({
  method: 'GET',
  path: '/v1/me/self-service',
  may: ['partner'],
  tag,
  summary: 'Read what one may do oneself',
  description:
    'As the broker’s preferences stand: what is off here is refused with SELF_SERVICE_DISABLED, or is not there.',
  answer: { status: 200, body: ownRightsSchema },
  handle: (ctx) => readOwnRights(ctx),
})

export const ownPartnerRoutes: readonly AnyRoute[] = [readRoute, updateRoute, rightsRoute]
