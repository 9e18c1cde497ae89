import { stageListSchema, stageQuery } from '../../../../contract/stage.ts'
import { listStages } from '../../../operations/stages/list-stages.ts'
import { route } from '../../route.ts'

export const listStagesRoute = route({
  method: 'GET',
  path: '/v1/stages',
  may: ['admin'],
  tag: 'Stages',
  summary: 'List the stages of a lead',
  description: "In the broker's own order. Both live and archived ones, unless `archived` says which.",
  query: stageQuery,
  answer: { status: 200, body: stageListSchema },
  handle: (ctx, { query }) => listStages(ctx, query),
})
