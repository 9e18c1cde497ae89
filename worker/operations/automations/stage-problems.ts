import { parseId } from '../../../contract/id.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { listStages } from '../../../db/store/stages.ts'
import type { Ctx } from '../../context.ts'

/** Why these stages (`won` or `stg_6`) cannot be named in a body: a kind always can, a stage of one's own must be there. */
export async function stageProblems(
  ctx: Ctx,
  named: readonly { stage: string; pointer: string }[],
): Promise<FieldProblem[]> {
  if (named.every(({ stage }) => parseId('stage', stage) === null)) return []
  const stages = await listStages(ctx.db)
  return named.flatMap(({ stage, pointer }) => {
    const id = parseId('stage', stage)
    const found = stages.find((each) => each.id === id)
    if (id === null || (found !== undefined && found.archivedAt === null)) return []
    return found === undefined
      ? [{ pointer, code: 'NOT_FOUND', message: 'There is no such stage.' }]
      : [{ pointer, code: 'ARCHIVED', message: 'This stage is archived.' }]
  })
}
