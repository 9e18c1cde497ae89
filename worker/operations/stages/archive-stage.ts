import { formatId } from '../../../contract/id.ts'
import type { Stage } from '../../../contract/stage.ts'
import { findStage, updateStage } from '../../../db/store/stages.ts'
import type { Ctx } from '../../context.ts'
import { shippedStages } from '../../domain/lead/stage.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { toStage } from './stage-view.ts'

/**
 * Puts a stage away for good: no lead comes to it any more, and those in it stay. IN_USE for the stage that each kind
 * came with, so that every kind can be reached. Doing it twice changes nothing.
 */
export async function archiveStage(ctx: Ctx, stageId: number): Promise<Stage> {
  requireAdmin(ctx.actor)
  const before = found(await findStage(ctx.db, stageId))
  if (Object.values(shippedStages).includes(stageId))
    throw new Problem('IN_USE', { detail: 'Every kind keeps the stage that it came with. Give it another label.' })

  const after = { ...before, version: before.version + 1, archivedAt: before.archivedAt ?? ctx.now }
  return commitChange(ctx, {
    id: formatId('stage', stageId),
    event: 'archived',
    before: toStage(before),
    after: toStage(after),
    write: [updateStage(ctx.db, after)],
  })
}
