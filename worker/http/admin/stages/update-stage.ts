import { numberedId } from '../../../../contract/id.ts'
import { stageChangesSchema, stageSchema } from '../../../../contract/stage.ts'
import { updateStage } from '../../../operations/stages/update-stage.ts'
import { route } from '../../route.ts'

export const updateStageRoute = route({
  method: 'PATCH',
  path: '/v1/stages/{stageId}',
  may: ['admin'],
  tag: 'Stages',
  summary: 'Change a stage',
  description: 'Its label and its position. What it means stays as it is: leads have come to it.',
  params: { stageId: numberedId('stage') },
  body: stageChangesSchema,
  answer: { status: 200, body: stageSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'NAME_TAKEN', 'ARCHIVED'],
  handle: (ctx, { params, body }) => updateStage(ctx, params.stageId, body),
})
