import type { Login, LoginChanges } from '../../../contract/login.ts'
import { anotherFullLoginMustBe } from '../../../db/store/logins.ts'
import type { Ctx } from '../../context.ts'
import { requireAccess } from '../access/require-access.ts'
import { expectNoProblems, expectVersion } from '../config/checks.ts'
import { given } from '../config/given.ts'
import { changeLogin } from './change-login.ts'
import { expectThere } from './expect-there.ts'
import { isLastWord } from './last-word.ts'
import { loadLogin } from './load-login.ts'
import { mobileColumn } from './mobile-column.ts'

/**
 * Changes a login's name, mobile number or access; the next request of its sessions finds the new access. Its e-mail
 * address stays: somebody else is another login. Problems: LAST_LOGIN, when the partner would lock itself out.
 */
export async function updateLogin(
  ctx: Ctx,
  loginId: number,
  { version, mobile: text, ...others }: LoginChanges,
): Promise<Login> {
  requireAccess(ctx.actor, 'full')
  const before = await loadLogin(ctx, loginId)
  expectThere(before)
  expectVersion(before, version)
  const { mobile, problems } = mobileColumn(text ?? null)
  expectNoProblems(problems)
  const columns = { ...given(others), ...(text === undefined ? {} : { mobile }) }
  const lowers = columns.access !== undefined && columns.access !== 'full'
  return changeLogin(ctx, before, {
    event: 'changed',
    columns,
    write: lowers && isLastWord(ctx, before) ? [anotherFullLoginMustBe(ctx.db, before)] : [],
  })
}
