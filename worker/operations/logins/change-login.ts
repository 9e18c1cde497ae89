import { formatId } from '../../../contract/id.ts'
import type { Login } from '../../../contract/login.ts'
import { type LoginRow, updateLogin } from '../../../db/store/logins.ts'
import type { Ctx } from '../../context.ts'
import { commitChange } from '../config/commit-change.ts'
import { toLogin } from './login-view.ts'

/** Writes these columns of a login, under its next version and with what changed in its history. */
export function changeLogin(
  ctx: Ctx,
  before: LoginRow,
  { event, columns, write = [] }: { event: string; columns: Partial<LoginRow>; write?: D1PreparedStatement[] },
): Promise<Login> {
  const after = { ...before, ...columns, version: before.version + 1 }
  return commitChange(ctx, {
    id: formatId('login', before.id),
    event,
    before: toLogin(before, ctx.now),
    after: toLogin(after, ctx.now),
    write: [...write, updateLogin(ctx.db, before.id, { ...columns, version: after.version })],
  })
}
