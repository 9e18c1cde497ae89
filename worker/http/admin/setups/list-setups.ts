import { pageOf } from '../../../../contract/page.ts'
import { listedSetupSchema, setupQuery } from '../../../../contract/setup.ts'
import { listSetups } from '../../../operations/setups/list-setups.ts'
import { route } from '../../route.ts'

export const listSetupsRoute = route({
  method: 'GET',
  path: '/v1/setups',
  may: ['admin'],
  tag: 'Setups',
  summary: 'List setups',
  description: 'With how many places each has; read one to see which.',
  query: setupQuery,
  answer: { status: 200, body: pageOf(listedSetupSchema) },
  handle: (ctx, { query }) => listSetups(ctx, query),
})
