import { numberedId } from '../../../../contract/id.ts'
import { stageSchema } from '../../../../contract/stage.ts'
import { archiveStage } from '../../../operations/stages/archive-stage.ts'
import { route } from '../../route.ts'

export const archiveStageRoute = route({
  method: 'POST',
  path: '/v1/stages/{stageId}/archive',
  may: ['admin'],
  tag: 'Stages',
  summary: 'Archive a stage',
  description: 'For good. Leads in it stay there. The stage that each kind came with cannot be archived.',
  params: { stageId: numberedId('stage') },
  answer: { status: 200, body: stageSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'IN_USE'],
  handle: (ctx, { params }) => archiveStage(ctx, params.stageId),
})
