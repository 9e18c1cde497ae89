import { leadTypeSchema, newLeadTypeSchema } from '../../../../contract/lead-type.ts'
import { createLeadType } from '../../../operations/lead-types/create-lead-type.ts'
import { route } from '../../route.ts'

export const createLeadTypeRoute = route({
  method: 'POST',
  path: '/v1/lead-types',
  may: ['admin'],
  tag: 'Lead types',
  summary: 'Make a lead type',
  description: 'A sub-product of a lead group. Not referable until it has a field and a referral method.',
  body: newLeadTypeSchema,
  bodyLimit: 256 * 1024,
  answer: { status: 201, body: leadTypeSchema },
  problems: ['NAME_TAKEN'],
  handle: (ctx, { body }) => createLeadType(ctx, body),
})
