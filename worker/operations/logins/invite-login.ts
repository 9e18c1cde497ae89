import type { Login, NewLogin } from '../../../contract/login.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { countLogins, findLoginOf, insertLogin, nextLoginId } from '../../../db/store/logins.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requirePartnerAccess } from '../access/require-access.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { expectNoProblems, found } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { invitation, invitationMs } from './invitation.ts'
import { toLogin } from './login-view.ts'
import { mobileColumn } from './mobile-column.ts'

/**
 * "Invite to portal" (F57): makes a login and sends its person a link and a code, good for seven days. By an admin, and
 * by somebody of the partner with full access. An address that already signs in elsewhere is taken like any other, so
 * that nobody learns of it here. Problems: ARCHIVED for a closed partner, RATE_LIMITED.
 */
export async function inviteLogin(
  ctx: Ctx,
  partnerId: number,
  { wanted, origin }: { wanted: NewLogin; origin: string },
): Promise<Login> {
  requirePartnerAccess(ctx.actor, partnerId, 'full')
  return retryOnRace(async () => {
    const [partner, twin, count, id] = await Promise.all([
      findPartner(ctx.db, partnerId),
      findLoginOf(ctx.db, partnerId, wanted.email),
      countLogins(ctx.db, partnerId),
      nextLoginId(ctx.db),
    ])
    if (found(partner).status === 'closed') throw new Problem('ARCHIVED', { detail: 'This partner is closed.' })
    const { mobile, problems } = mobileColumn(wanted.mobile)
    expectNoProblems([...problems, ...(twin === null ? [] : [emailTaken]), ...(count < mostLogins ? [] : [tooMany])])

    const { name, email, access } = wanted
    const invited = { createdAt: ctx.now, invitedUntil: ctx.now + invitationMs, acceptedAt: null, lastSignedInAt: null }
    const row = { id, version: 1, partnerId, name, email, mobile, access, ...invited, removedAt: null }
    const { write, job } = await invitation(ctx, row, origin)
    const answer = toLogin(row, ctx.now)
    await commitOrThrow(ctx, {
      history: [{ id: answer.id, version: 1, event: 'invited', data: toldOf(answer) }],
      write: [insertLogin(ctx.db, row), ...write],
      answer,
    })
    ctx.startJob(job)
    return answer
  })
}

/** What history says of an invitation. */
const toldOf = ({ partnerId, name, email, mobile, access, invitedUntil }: Login) => ({
  partnerId,
  name,
  email,
  mobile,
  access,
  invitedUntil,
})

const mostLogins = 200

const emailTaken: FieldProblem = {
  pointer: '/email',
  code: 'EMAIL_TAKEN',
  message: 'This partner has a login with this e-mail address already.',
}

const tooMany: FieldProblem = {
  pointer: '/email',
  code: 'TOO_MANY',
  message: `A partner has ${mostLogins} logins at most. Remove one first.`,
}
