import { numberedId } from '../../../../contract/id.ts'
import { leadTypeSchema } from '../../../../contract/lead-type.ts'
import { archiveLeadType } from '../../../operations/lead-types/archive-lead-type.ts'
import { route } from '../../route.ts'

export const archiveLeadTypeRoute = route({
  method: 'POST',
  path: '/v1/lead-types/{leadTypeId}/archive',
  may: ['admin'],
  tag: 'Lead types',
  summary: 'Archive a lead type',
  description: 'For good: it takes no more leads. The leads that it has stay.',
  params: { leadTypeId: numberedId('leadType') },
  answer: { status: 200, body: leadTypeSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params }) => archiveLeadType(ctx, params.leadTypeId),
})
