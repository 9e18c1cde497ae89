import { numberedId } from '../../../../contract/id.ts'
import { leadGroupChangesSchema, leadGroupSchema } from '../../../../contract/lead-group.ts'
import { updateLeadGroup } from '../../../operations/lead-groups/update-lead-group.ts'
import { route } from '../../route.ts'

export const updateLeadGroupRoute = route({
  method: 'PATCH',
  path: '/v1/lead-groups/{leadGroupId}',
  may: ['admin'],
  tag: 'Lead groups',
  summary: 'Change a lead group',
  description: '`fields` replaces the list as a whole.',
  params: { leadGroupId: numberedId('leadGroup') },
  body: leadGroupChangesSchema,
  bodyLimit: 256 * 1024,
  answer: { status: 200, body: leadGroupSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'NAME_TAKEN', 'ARCHIVED'],
  handle: (ctx, { params, body }) => updateLeadGroup(ctx, params.leadGroupId, body),
})
