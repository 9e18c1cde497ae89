import { parseId } from '../../../../contract/id.ts'
import type { StageKind } from '../../../../contract/stage.ts'
import { moveStage } from '../../leads/move-stage.ts'
import type { Action } from '../action.ts'
import { stageProblems } from '../stage-problems.ts'

/** F61, F67: moves the lead to a stage. A lead that is there already stays as it is, and that is no failure. */
export const setStageAction: Action<'set-stage'> = {
  kind: 'set-stage',

  check: async (ctx, { stage }, { pointer }) => ({
    errors: await stageProblems(ctx, [{ stage, pointer: `${pointer}/stage` }]),
  }),

  async run(ctx, { settings: { stage }, leadId }) {
    await moveStage(ctx, { leadId, stage: parseId('stage', stage) ?? (stage as StageKind) })
  },
}
