import { type CodeRow, findCode } from '../../../db/store/codes.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import { findLogin, findUsableLogins } from '../../../db/store/logins.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { alreadyKnown } from '../../notices/letters/already-known.ts'
import type { Letter, LetterAbout } from '../../notices/letters/letter.ts'
import { portalInvitation } from '../../notices/letters/portal-invitation.ts'
import { signInCode } from '../../notices/letters/sign-in-code.ts'
import { signUpConfirmation } from '../../notices/letters/sign-up-confirmation.ts'
import { sendMail } from '../../outside/mail.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { dropJob } from '../drop-job.ts'
import { settleMail } from '../settle-mail.ts'
import { codeSecret } from './code-secret.ts'

/**
 * Writes and sends the letter of a one-time code. Only here is it looked at whether anybody has the address: nobody gets
 * a letter who has no login, and who has one and signs up again is told so. A code that was used, taken back or has run
 * out meanwhile is not sent.
 */
export async function sendCode(
  ctx: Ctx,
  { codeId, origin, job }: { codeId: string; origin: string; job: JobRow },
): Promise<void> {
  const code = await findCode(ctx.db, codeId)
  const isOpen = code !== null && code.usedAt === null && ctx.now < code.until
  const letter = isOpen ? await letterOf(ctx, code, origin) : null
  if (letter === null) return dropJob(ctx, job)
  await settleMail(ctx, job, await sendMail(ctx, { id: job.id, to: [code!.email], ...letter }))
}

async function letterOf(ctx: Ctx, code: CodeRow, origin: string): Promise<Letter | null> {
  const [{ name: broker }, { digits, link }, usable] = await Promise.all([
    loadBroker(ctx),
    codeSecret(ctx, code.id),
    findUsableLogins(ctx.db, code.email, ctx.now),
  ])
  const path = code.purpose === 'sign-up' ? 'signup/confirm' : 'sign-in'
  const about: LetterAbout = {
    broker,
    digits: `${digits.slice(0, 4)} ${digits.slice(4)}`,
    link: `${origin}/${path}/${code.id}?code=${link}`,
  }
  if (code.purpose === 'sign-up')
    return usable.length === 0 ? signUpConfirmation(about) : alreadyKnown({ broker, origin })
  if (code.purpose === 'invitation') return invitationOf(ctx, code, about)
  return usable.length === 0 ? null : signInCode(about)
}

async function invitationOf(ctx: Ctx, { loginId }: CodeRow, about: LetterAbout): Promise<Letter | null> {
  const login = await findLogin(ctx.db, loginId!)
  if (login === null || login.removedAt !== null || login.partnerId === null) return null
  const partner = await findPartner(ctx.db, login.partnerId)
  return portalInvitation({ ...about, name: login.name, partner: partner!.name })
}
