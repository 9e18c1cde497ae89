import { createdKeySchema, newKeySchema } from '../../../../contract/key.ts'
import { createKey } from '../../../operations/keys/create-key.ts'
import { route } from '../../route.ts'

export const createKeyRoute = route({
  method: 'POST',
  path: '/v1/keys',
  may: ['admin'],
  tag: 'Keys',
  summary: 'Make a key',
  description:
    'The answer is the only place where the key ever stands. A form key (`pk_…`) is publishable: it reads one form and creates leads, from its origins only. One for an introducer needs the preference `captureTool`, and a lead group that introducers may hand in to.',
  body: newKeySchema,
  answer: { status: 201, body: createdKeySchema },
  problems: ['CAPTURE_DISABLED'],
  handle: (ctx, { body }) => createKey(ctx, body),
})
