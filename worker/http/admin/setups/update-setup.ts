import { numberedId } from '../../../../contract/id.ts'
import { setupChangesSchema, setupSchema } from '../../../../contract/setup.ts'
import { updateSetup } from '../../../operations/setups/update-setup.ts'
import { route } from '../../route.ts'

export const updateSetupRoute = route({
  method: 'PATCH',
  path: '/v1/setups/{setupId}',
  may: ['admin'],
  tag: 'Setups',
  summary: 'Change a setup',
  description: '`places` replaces the list as a whole.',
  params: { setupId: numberedId('setup') },
  body: setupChangesSchema,
  answer: { status: 200, body: setupSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params, body }) => updateSetup(ctx, params.setupId, body),
})
