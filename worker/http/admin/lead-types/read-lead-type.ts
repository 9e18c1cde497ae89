import { numberedId } from '../../../../contract/id.ts'
import { leadTypeSchema } from '../../../../contract/lead-type.ts'
import { readLeadType } from '../../../operations/lead-types/read-lead-type.ts'
import { route } from '../../route.ts'

export const readLeadTypeRoute = route({
  method: 'GET',
  path: '/v1/lead-types/{leadTypeId}',
  may: ['admin'],
  tag: 'Lead types',
  summary: 'Read a lead type',
  params: { leadTypeId: numberedId('leadType') },
  answer: { status: 200, body: leadTypeSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params }) => readLeadType(ctx, params.leadTypeId),
})
