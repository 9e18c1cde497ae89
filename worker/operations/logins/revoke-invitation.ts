import type { Login } from '../../../contract/login.ts'
import { deleteCodesOfLogin } from '../../../db/store/codes.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAccess } from '../access/require-access.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { changeLogin } from './change-login.ts'
import { expectThere } from './expect-there.ts'
import { loadLogin } from './load-login.ts'

/**
 * Takes an invitation back: its link and code open nothing, until it is sent again. Doing it twice changes nothing.
 * Problems: IN_USE once it was accepted; then the login can be removed.
 */
export function revokeInvitation(ctx: Ctx, loginId: number): Promise<Login> {
  requireAccess(ctx.actor, 'full')
  return retryOnRace(async () => {
    const before = await loadLogin(ctx, loginId)
    expectThere(before)
    if (before.acceptedAt !== null) throw new Problem('IN_USE', { detail: 'This invitation was accepted.' })
    return changeLogin(ctx, before, {
      event: 'invitation_revoked',
      columns: { invitedUntil: Math.min(before.invitedUntil, ctx.now) },
      write: [deleteCodesOfLogin(ctx.db, loginId)],
    })
  })
}
