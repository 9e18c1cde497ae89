import type { Actor } from '../../context.ts'
import { Problem } from '../../problem.ts'

/** The partner that acts, by its key or by a person who signed in for it. Problems: NOT_ALLOWED for anybody else. */
export function ownPartnerId(actor: Actor): number {
  if (actor.kind !== 'partner') throw new Problem('NOT_ALLOWED')
  return actor.partnerId
}
