import { findLogin, type LoginRow } from '../../../db/store/logins.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { requireSelf } from '../access/require-self.ts'
import { found } from '../config/checks.ts'

/** A login, for its partner and for admins. Somebody else's is as missing as one that is not there. */
export async function loadLogin(ctx: Ctx, loginId: number): Promise<LoginRow> {
  const login = found(await findLogin(ctx.db, loginId))
  if (login.partnerId === null) requireAdmin(ctx.actor)
  else requireSelf(ctx.actor, login.partnerId)
  return login
}
