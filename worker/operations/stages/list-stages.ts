import type { Stage, StageQuery } from '../../../contract/stage.ts'
import { listStages as listStageRows } from '../../../db/store/stages.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { toStage } from './stage-view.ts'

/** The stages of a lead in the broker's own order. */
export async function listStages(ctx: Ctx, { archived }: StageQuery): Promise<{ items: Stage[] }> {
  requireAdmin(ctx.actor)
  return { items: (await listStageRows(ctx.db, archived)).map(toStage) }
}
