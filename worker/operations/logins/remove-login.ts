import type { Login } from '../../../contract/login.ts'
import { anotherFullLoginMustBe } from '../../../db/store/logins.ts'
import type { Ctx } from '../../context.ts'
import { requireAccess } from '../access/require-access.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { changeLogin } from './change-login.ts'
import { isLastWord } from './last-word.ts'
import { loadLogin } from './load-login.ts'

/**
 * Ends a login for good: whoever is signed in with it is out at once (a trigger), and codes that were sent open nothing.
 * Doing it twice changes nothing. Problems: LAST_LOGIN, when the partner would lock itself out.
 */
export function removeLogin(ctx: Ctx, loginId: number): Promise<Login> {
  requireAccess(ctx.actor, 'full')
  return retryOnRace(async () => {
    const before = await loadLogin(ctx, loginId)
    return changeLogin(ctx, before, {
      event: 'removed',
      columns: { removedAt: before.removedAt ?? ctx.now },
      write: isLastWord(ctx, before) ? [anotherFullLoginMustBe(ctx.db, before)] : [],
    })
  })
}
