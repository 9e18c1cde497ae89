import { numberedId } from '../../../../contract/id.ts'
import { leadGroupSchema } from '../../../../contract/lead-group.ts'
import { readLeadGroup } from '../../../operations/lead-groups/read-lead-group.ts'
import { route } from '../../route.ts'

export const readLeadGroupRoute = route({
  method: 'GET',
  path: '/v1/lead-groups/{leadGroupId}',
  may: ['admin'],
  tag: 'Lead groups',
  summary: 'Read a lead group',
  params: { leadGroupId: numberedId('leadGroup') },
  answer: { status: 200, body: leadGroupSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params }) => readLeadGroup(ctx, params.leadGroupId),
})
