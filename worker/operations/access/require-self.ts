import type { Actor } from '../../context.ts'
import { requireAdmin } from './require-admin.ts'
import { requireOwn } from './require-own.ts'

/** For the partner itself and for admins. Other partners' ids are as good as missing ones. */
export function requireSelf(actor: Actor, partnerId: number): void {
  if (actor.kind === 'partner') requireOwn(actor, partnerId)
  else requireAdmin(actor)
}
