import { numberedId } from '../../../../contract/id.ts'
import { leadTypeChangesSchema, leadTypeSchema } from '../../../../contract/lead-type.ts'
import { updateLeadType } from '../../../operations/lead-types/update-lead-type.ts'
import { route } from '../../route.ts'

export const updateLeadTypeRoute = route({
  method: 'PATCH',
  path: '/v1/lead-types/{leadTypeId}',
  may: ['admin'],
  tag: 'Lead types',
  summary: 'Change a lead type',
  description: '`fields` replaces the list as a whole.',
  params: { leadTypeId: numberedId('leadType') },
  body: leadTypeChangesSchema,
  bodyLimit: 256 * 1024,
  answer: { status: 200, body: leadTypeSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'NAME_TAKEN', 'ARCHIVED'],
  handle: (ctx, { params, body }) => updateLeadType(ctx, params.leadTypeId, body),
})
