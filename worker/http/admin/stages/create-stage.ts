import { newStageSchema, stageSchema } from '../../../../contract/stage.ts'
import { createStage } from '../../../operations/stages/create-stage.ts'
import { route } from '../../route.ts'

export const createStageRoute = route({
  method: 'POST',
  path: '/v1/stages',
  may: ['admin'],
  tag: 'Stages',
  summary: 'Make a stage',
  description:
    'In your own words. It is of one of the five kinds, which say where a lead may go and when it is closed.',
  body: newStageSchema,
  answer: { status: 201, body: stageSchema },
  problems: ['NAME_TAKEN'],
  handle: (ctx, { body }) => createStage(ctx, body),
})
