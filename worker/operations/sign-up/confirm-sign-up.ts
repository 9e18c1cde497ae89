import { formatId } from '../../../contract/id.ts'
import { codeMustBe, useCode } from '../../../db/store/codes.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { findUsableLogins, insertLogin, nextLoginId } from '../../../db/store/logins.ts'
import { preferencesMustBe } from '../../../db/store/preferences.ts'
import type { Ctx } from '../../context.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { checkCode, type ShownCode } from '../sign-in/check-code.ts'
import { newSession } from '../sign-in/new-session.ts'
import { newBuyer } from './new-buyer.ts'
import { newLogin } from './new-login.ts'
import { newSetups } from './new-setups.ts'
import { signUpNotices } from './sign-up-notices.ts'
import { signUpOffer } from './sign-up-offer.ts'

/** `known`: this address signs in already; whoever reads its mail may know that. */
export type Confirmed = { kind: 'made'; partnerId: number; token: string | null } | { kind: 'known' }

/**
 * Makes the partner of a sign-up whose e-mail address is confirmed, once: the partner (pending), its setups, its first
 * login with full access, a session of that, and the notice to the nominated users (F65), all in one commit. A dry run
 * says nothing about the code. Problems: NOT_FOUND while sign-up is off, CODE_REFUSED, RATE_LIMITED.
 */
export async function confirmSignUp(ctx: Ctx, shown: ShownCode): Promise<Confirmed> {
  return retryOnRace(async () => {
    const offer = await signUpOffer(ctx)
    const code = await checkCode(ctx, shown, ['sign-up'])
    const [usable, loginId] = await Promise.all([findUsableLogins(ctx.db, code.email, ctx.now), nextLoginId(ctx.db)])
    if (usable.length > 0) return { kind: 'known' }

    const as: Ctx = { ...ctx, by: formatId('login', loginId) }
    const signUp = code.data!
    const buyer = await newBuyer(as, signUp, offer)
    const partnerId = buyer.row.id
    const setups = await newSetups(as, { partnerId, signUp, offer })
    const login = newLogin(as, { loginId, partnerId, signUp })
    const session = await newSession(as, { loginId, partnerId, by: code.id })
    const jobs = signUpNotices(as, { buyer: buyer.row, setups: setups.row, offer })
    await commitOrThrow(as, {
      history: [...buyer.history, ...setups.history, ...login.history, session.history],
      write: [
        preferencesMustBe(ctx.db, offer.preferences.version),
        codeMustBe(ctx.db, code),
        useCode(ctx.db, { id: code.id, now: ctx.now }),
        ...buyer.write,
        ...setups.write,
        insertLogin(ctx.db, login.row),
        ...session.write,
        ...jobs.map((job) => insertJob(ctx.db, job)),
      ],
    })
    for (const job of jobs) ctx.startJob(job)
    return { kind: 'made', partnerId, token: ctx.dryRun ? null : session.token }
  })
}
