import { newSetupSchema, setupSchema } from '../../../../contract/setup.ts'
import { createSetup } from '../../../operations/setups/create-setup.ts'
import { route } from '../../route.ts'

export const createSetupRoute = route({
  method: 'POST',
  path: '/v1/setups',
  may: ['admin'],
  tag: 'Setups',
  summary: 'Make a setup',
  description:
    'What a partner buys of one lead type. Without places it can only be saved switched off (`active: false`).',
  body: newSetupSchema,
  answer: { status: 201, body: setupSchema },
  problems: ['SETUP_EXISTS'],
  handle: (ctx, { body }) => createSetup(ctx, body),
})
