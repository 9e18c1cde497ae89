import { formatId } from '../../../contract/id.ts'
import type { StartedSession, NewSession as WantedSession } from '../../../contract/sign-in.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import { type CodeRow, codeMustBe, useCode } from '../../../db/store/codes.ts'
import { findUsableLogins, type LoginOfPartner, type LoginRow, updateLogin } from '../../../db/store/logins.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { checkCode } from './check-code.ts'
import { newSession } from './new-session.ts'
import { toSession } from './session-view.ts'

/**
 * Signs in with a code from an e-mail (F57): once, for the partner that is named, or the only one, or the one where this
 * address was last. The first time accepts the invitation. A dry run never says whether a code is right.
 * Problems: CODE_REFUSED for whatever is wrong with it, RATE_LIMITED after many wrong ones.
 */
export async function startSession(
  ctx: Ctx,
  { codeId, code, partnerId, caller }: WantedSession & { caller: string | null },
): Promise<StartedSession> {
  if (ctx.dryRun) return { token: null, note: notBegun, session: null }
  return retryOnRace(async () => {
    const shown = await checkCode(ctx, { codeId, code, caller }, ['sign-in', 'invitation'])
    const { login, partner } = await loginFor(ctx, shown, partnerId)
    const as: Ctx = { ...ctx, by: formatId('login', login.id) }
    const session = await newSession(as, { loginId: login.id, partnerId: partner.id, by: codeId })
    const accepted = acceptance(as, login)
    const view = { ...toSession(session.row, ctx.actor), current: true }
    await commitOrThrow(as, {
      history: [session.history, ...accepted.history],
      write: [
        codeMustBe(ctx.db, shown),
        useCode(ctx.db, { id: codeId, now: ctx.now }),
        ...accepted.write,
        ...session.write,
      ],
      answer: { token: null, note: shownOnce, session: view },
    })
    return { token: session.token, note: keepIt, session: view }
  })
}

const keepIt = 'Keep this token now: it is never shown again. Send it as Authorization: Bearer.'
const shownOnce = 'The token was shown once, in the first answer to this request.'
const notBegun = 'A dry run signs nobody in and says nothing about the code.'

/** Which login a right code opens; the refusal is the same as for a wrong one. */
async function loginFor(ctx: Ctx, code: CodeRow, partnerId: number | undefined): Promise<LoginOfPartner> {
  const usable = await findUsableLogins(ctx.db, code.email, ctx.now)
  const found = usable.find(
    ({ login, partner }) =>
      (code.loginId === null || login.id === code.loginId) && (partnerId === undefined || partner.id === partnerId),
  )
  if (found === undefined) throw new Problem('CODE_REFUSED')
  return found
}

/** Whoever signs in has the mailbox that was invited, by whichever code. */
function acceptance(
  ctx: Ctx,
  { id, version, acceptedAt }: LoginRow,
): { history: HistoryRow[]; write: D1PreparedStatement[] } {
  if (acceptedAt !== null) return { history: [], write: [] }
  const next = version + 1
  return {
    history: [{ id: formatId('login', id), version: next, event: 'accepted' }],
    write: [updateLogin(ctx.db, id, { version: next, acceptedAt: ctx.now })],
  }
}
