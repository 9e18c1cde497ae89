import { formatId } from '../../../contract/id.ts'
import type { Session } from '../../../contract/sign-in.ts'
import { deleteSession, findSession, type SessionOfLogin } from '../../../db/store/sessions.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { requireOwn } from '../access/require-own.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { found } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { toSession } from './session-view.ts'

/**
 * Signs out, or somebody else out: a person their own sessions, a partner's key those of its people, an admin anybody's.
 * It counts from the next request on. A session that is over is as missing as one that never was.
 */
export function endSession(ctx: Ctx, sessionId: string): Promise<Session> {
  return retryOnRace(async () => {
    const row = found(await findSession(ctx.db, sessionId))
    requireMine(ctx, row)
    const answer = toSession(row, ctx.actor)
    const isOwn = answer.current
    await commitOrThrow(ctx, {
      history: [
        {
          id: sessionId,
          version: 2,
          event: isOwn ? 'signed_out' : 'revoked',
          data: { loginId: formatId('login', row.loginId) },
        },
      ],
      write: [deleteSession(ctx.db, sessionId)],
      answer,
    })
    return answer
  })
}

function requireMine({ actor }: Ctx, { loginId, partnerId }: SessionOfLogin): void {
  if (actor.kind !== 'partner') requireAdmin(actor)
  requireOwn(actor, partnerId)
  if ('loginId' in actor && actor.loginId !== loginId) throw new Problem('NOT_FOUND')
}
