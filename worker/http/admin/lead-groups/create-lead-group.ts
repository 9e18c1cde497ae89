import { leadGroupSchema, newLeadGroupSchema } from '../../../../contract/lead-group.ts'
import { createLeadGroup } from '../../../operations/lead-groups/create-lead-group.ts'
import { route } from '../../route.ts'

export const createLeadGroupRoute = route({
  method: 'POST',
  path: '/v1/lead-groups',
  may: ['admin'],
  tag: 'Lead groups',
  summary: 'Make a lead group',
  description: 'A product family, and the fields that all its lead types share.',
  body: newLeadGroupSchema,
  bodyLimit: 256 * 1024,
  answer: { status: 201, body: leadGroupSchema },
  problems: ['NAME_TAKEN'],
  handle: (ctx, { body }) => createLeadGroup(ctx, body),
})
