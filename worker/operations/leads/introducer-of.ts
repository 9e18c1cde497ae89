import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'

/** Who introduces a lead: a partner's own key always introduces for itself, an admin may name anybody. */
export function introducerOf({ actor }: Ctx, named: number | null): number | null {
  if (actor.kind !== 'partner') return named
  if (named !== null && named !== actor.partnerId)
    throw new Problem('NOT_ALLOWED', { detail: 'A partner introduces leads in its own name only.' })
  return actor.partnerId
}
