import type { Login } from '../../../contract/login.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAccess } from '../access/require-access.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { changeLogin } from './change-login.ts'
import { expectThere } from './expect-there.ts'
import { invitation, invitationMs } from './invitation.ts'
import { loadLogin } from './load-login.ts'

/**
 * Invites once more, for another seven days; the invitation before opens nothing any more. Problems: IN_USE once it was
 * accepted, RATE_LIMITED.
 */
export function resendInvitation(ctx: Ctx, loginId: number, { origin }: { origin: string }): Promise<Login> {
  requireAccess(ctx.actor, 'full')
  return retryOnRace(async () => {
    const before = await loadLogin(ctx, loginId)
    expectThere(before)
    if (before.acceptedAt !== null) throw new Problem('IN_USE', { detail: 'This invitation was accepted.' })
    const invitedUntil = ctx.now + invitationMs
    const { write, job } = await invitation(ctx, { ...before, invitedUntil }, origin)
    const login = await changeLogin(ctx, before, { event: 'invited', columns: { invitedUntil }, write })
    ctx.startJob(job)
    return login
  })
}
