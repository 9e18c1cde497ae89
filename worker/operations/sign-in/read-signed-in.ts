import { formatId } from '../../../contract/id.ts'
import type { SignedIn } from '../../../contract/sign-in.ts'
import { findLogin, findUsableLogins, type LoginOfPartner } from '../../../db/store/logins.ts'
import { findPartner } from '../../../db/store/partners.ts'
import { findSession } from '../../../db/store/sessions.ts'
import type { Actor, Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { found } from '../config/checks.ts'
import { toLogin } from '../logins/login-view.ts'
import { toSession } from './session-view.ts'

/** Who is signed in, as what, and where else the same person could be: what a page shows in its corner. */
export async function readSignedIn(ctx: Ctx): Promise<SignedIn> {
  const { actor } = ctx
  if (actor.kind !== 'partner') throw new Problem('NOT_ALLOWED')
  const partner = toPartnerName(found(await findPartner(ctx.db, actor.partnerId)))
  return 'loginId' in actor
    ? { partner, access: actor.access, ...(await personOf(ctx, actor)) }
    : { partner, access: 'full', login: null, session: null, partners: [partner] }
}

async function personOf(ctx: Ctx, actor: Extract<Actor, { loginId: number }>) {
  const [login, session] = await Promise.all([findLogin(ctx.db, actor.loginId), findSession(ctx.db, actor.sessionId)])
  const usable = await findUsableLogins(ctx.db, found(login).email, ctx.now)
  return {
    login: toLogin(login!, ctx.now),
    session: toSession(found(session), actor),
    partners: usable.map(({ partner }) => toPartnerName(partner)),
  }
}

const toPartnerName = ({ id, name, status }: LoginOfPartner['partner']) => ({
  id: formatId('partner', id),
  name,
  status,
})
