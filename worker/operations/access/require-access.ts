import { type Access, hasAccess } from '../../../contract/login.ts'
import type { Actor } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireSelf } from './require-self.ts'

/**
 * For operations that take more access in one case than in another, beside what their route declares (F57): a person who
 * signed in with less than `needs` is refused. Keys of the partner, admins and the house itself pass.
 */
export function requireAccess(actor: Actor, needs: Access): void {
  if (!('access' in actor) || hasAccess(actor.access, needs)) return
  throw new Problem('NOT_ALLOWED', {
    detail: `This takes the access "${needs}", and this login has "${actor.access}".`,
  })
}

/** For the partner itself, by key or by a person with that much access, and for admins. Foreign ids are as missing ones. */
export function requirePartnerAccess(actor: Actor, partnerId: number, needs: Access): void {
  requireSelf(actor, partnerId)
  requireAccess(actor, needs)
}
