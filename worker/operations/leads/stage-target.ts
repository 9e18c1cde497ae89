import type { StageTarget } from '../../../contract/stage.ts'
import type { StageRow } from '../../../db/store/stages.ts'
import type { Actor } from '../../context.ts'
import { isFinal, moveBetween, nextKinds, reopenedKinds, shippedStages } from '../../domain/lead/stage.ts'
import { Problem } from '../../problem.ts'

/**
 * The stage that a move names. A kind alone means the stage that the kind came with; a lead of that kind already is where
 * it should be. Problems: INVALID_BODY for a stage that is none or archived.
 */
export function targetOf(stages: readonly StageRow[], target: StageTarget, from: StageRow): StageRow {
  if (target === from.kind || target === from.id) return from
  const id = typeof target === 'number' ? target : shippedStages[target]
  const stage = stages.find((each) => each.id === id)
  if (stage === undefined) throw wrong('/stage', 'NOT_FOUND', 'There is no such stage.')
  if (stage.archivedAt !== null) throw wrong('/stage', 'ARCHIVED', 'This stage is archived.')
  return stage
}

/**
 * Refuses a move that there is no way for (T14): STAGE_NOT_REACHABLE, which says what is possible, or INVALID_BODY for a
 * reason that is missing. True when a closed lead is opened again.
 */
export function expectReachable(
  actor: Actor,
  { from, to, reason }: { from: StageRow; to: StageRow; reason: string },
): boolean {
  const move = moveBetween(from.kind, to.kind)
  if (move === 'forward') return false
  if (move === null || actor.kind !== 'admin')
    throw new Problem('STAGE_NOT_REACHABLE', { detail: whatIsPossible(from) })
  if (reason === '') throw wrong('/reason', 'REQUIRED', 'Say why this lead is opened again.')
  return true
}

const whatIsPossible = ({ kind, label }: StageRow): string =>
  isFinal(kind)
    ? `From ${label} (${kind}) only an admin can open it again, as ${reopenedKinds.join(' or ')}, and says why.`
    : `From ${label} (${kind}) it can become ${nextKinds(kind).join(', ')}, or go to another stage of its kind.`

const wrong = (pointer: string, code: string, message: string): Problem =>
  new Problem('INVALID_BODY', { errors: [{ pointer, code, message }] })
