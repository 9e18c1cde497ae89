import { numberedId } from '../../../../contract/id.ts'
import { setupSchema } from '../../../../contract/setup.ts'
import { readSetup } from '../../../operations/setups/read-setup.ts'
import { route } from '../../route.ts'

export const readSetupRoute = route({
  method: 'GET',
  path: '/v1/setups/{setupId}',
  may: ['admin'],
  tag: 'Setups',
  summary: 'Read a setup',
  params: { setupId: numberedId('setup') },
  answer: { status: 200, body: setupSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params }) => readSetup(ctx, params.setupId),
})
