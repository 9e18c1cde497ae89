import type { FieldProblem } from '../../../contract/problem.ts'
import { mostStages, type NewStage, type Stage } from '../../../contract/stage.ts'
import { insertStage, nextStage } from '../../../db/store/stages.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { expectNoProblems } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { toStage } from './stage-view.ts'

/** Makes a stage (T17). Its label is its own among all stages, archived ones too (NAME_TAKEN). */
export async function createStage(ctx: Ctx, { label, kind, point, position }: NewStage): Promise<Stage> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const next = await nextStage(ctx.db)
    expectNoProblems([...pointProblems({ kind, point }), ...(next.id > mostStages ? [tooMany] : [])])
    const row = { id: next.id, version: 1, label, kind, point, position: position ?? next.position, archivedAt: null }
    const answer = toStage(row)
    await commitOrThrow(ctx, {
      history: [
        {
          id: answer.id,
          version: 1,
          event: 'created',
          data: { label, kind, point: answer.point, position: row.position },
        },
      ],
      write: [insertStage(ctx.db, row)],
      answer,
    })
    return answer
  })
}

const pointProblems = ({ kind, point }: Pick<NewStage, 'kind' | 'point'>): FieldProblem[] =>
  point === null || kind === 'new'
    ? []
    : [{ pointer: '/point', code: 'POINT_OF_KIND', message: `What a stage of the kind ${kind} stands for is given.` }]

const tooMany: FieldProblem = {
  pointer: '/label',
  code: 'TOO_MANY',
  message: `There are ${mostStages} stages already, archived ones included.`,
}
