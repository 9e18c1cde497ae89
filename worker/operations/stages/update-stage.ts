import { formatId } from '../../../contract/id.ts'
import type { Stage, StageChanges } from '../../../contract/stage.ts'
import { findStage, updateStage as updateStageRow } from '../../../db/store/stages.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { expectLive, expectVersion, found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { toStage } from './stage-view.ts'

/** Gives a stage another label or another place in the list. The leads in it show the new label at once. */
export async function updateStage(ctx: Ctx, stageId: number, { version, ...changes }: StageChanges): Promise<Stage> {
  requireAdmin(ctx.actor)
  const before = found(await findStage(ctx.db, stageId))
  expectLive(before)
  expectVersion(before, version)
  const after = { ...before, ...given(changes), version: before.version + 1 }
  return commitChange(ctx, {
    id: formatId('stage', stageId),
    before: toStage(before),
    after: toStage(after),
    write: [updateStageRow(ctx.db, after)],
  })
}
