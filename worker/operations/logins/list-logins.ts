import type { Login, LoginQuery } from '../../../contract/login.ts'
import { type Page, toPage } from '../../../contract/page.ts'
import { listLogins as listLoginRows } from '../../../db/store/logins.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { requireSelf } from '../access/require-self.ts'
import { found } from '../config/checks.ts'
import { pageStart } from '../page-start.ts'
import { toLogin } from './login-view.ts'

/** The people of a partner (F57), for themselves and for admins. */
export async function listLogins(
  ctx: Ctx,
  partnerId: number,
  { cursor, limit, state }: LoginQuery,
): Promise<Page<Login>> {
  requireSelf(ctx.actor, partnerId)
  found(await findPartner(ctx.db, partnerId))
  const rows = await listLoginRows(ctx.db, { partnerId, after: pageStart(cursor), limit, state, now: ctx.now })
  return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: (row) => toLogin(row, ctx.now) })
}
