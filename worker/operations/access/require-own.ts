import type { Actor } from '../../context.ts'
import { Problem } from '../../problem.ts'

/** A partner sees its own things only: somebody else's are as if they were not there. */
export function requireOwn(actor: Actor, partnerId: number): void {
  if (actor.kind === 'partner' && actor.partnerId !== partnerId) throw new Problem('NOT_FOUND')
}
