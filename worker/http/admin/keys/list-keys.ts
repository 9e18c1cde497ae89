import { keyQuery, keySchema } from '../../../../contract/key.ts'
import { pageOf } from '../../../../contract/page.ts'
import { listKeys } from '../../../operations/keys/list-keys.ts'
import { route } from '../../route.ts'

export const listKeysRoute = route({
  method: 'GET',
  path: '/v1/keys',
  may: ['admin'],
  tag: 'Keys',
  summary: 'List keys',
  query: keyQuery,
  answer: { status: 200, body: pageOf(keySchema) },
  handle: (ctx, { query }) => listKeys(ctx, query),
})
