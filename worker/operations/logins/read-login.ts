import type { Login } from '../../../contract/login.ts'
import type { Ctx } from '../../context.ts'
import { loadLogin } from './load-login.ts'
import { toLogin } from './login-view.ts'

export const readLogin = async (ctx: Ctx, loginId: number): Promise<Login> =>
  toLogin(await loadLogin(ctx, loginId), ctx.now)
