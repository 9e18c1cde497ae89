import type { Actor } from '../../context.ts'
import { Problem } from '../../problem.ts'

/** The broker's configuration is changed by its admins, and by the house itself (seed, jobs); by nobody else. */
export function requireAdmin(actor: Actor): void {
  if (actor.kind !== 'admin' && actor.kind !== 'job') throw new Problem('NOT_ALLOWED')
}
