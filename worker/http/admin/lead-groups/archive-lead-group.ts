import { numberedId } from '../../../../contract/id.ts'
import { leadGroupSchema } from '../../../../contract/lead-group.ts'
import { archiveLeadGroup } from '../../../operations/lead-groups/archive-lead-group.ts'
import { route } from '../../route.ts'

export const archiveLeadGroupRoute = route({
  method: 'POST',
  path: '/v1/lead-groups/{leadGroupId}/archive',
  may: ['admin'],
  tag: 'Lead groups',
  summary: 'Archive a lead group',
  description: 'For good. Its lead types must be archived first.',
  params: { leadGroupId: numberedId('leadGroup') },
  answer: { status: 200, body: leadGroupSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'IN_USE'],
  handle: (ctx, { params }) => archiveLeadGroup(ctx, params.leadGroupId),
})
