import { numberedId } from '../../../../contract/id.ts'
import { keySchema } from '../../../../contract/key.ts'
import { revokeKey } from '../../../operations/keys/revoke-key.ts'
import { route } from '../../route.ts'

export const revokeKeyRoute = route({
  method: 'POST',
  path: '/v1/keys/{keyId}/revoke',
  may: ['admin'],
  tag: 'Keys',
  summary: 'Revoke a key',
  description: 'At once and for good. A key cannot revoke itself.',
  params: { keyId: numberedId('key') },
  answer: { status: 200, body: keySchema },
  problems: ['NOT_FOUND', 'IN_USE'],
  handle: (ctx, { params }) => revokeKey(ctx, params.keyId),
})
