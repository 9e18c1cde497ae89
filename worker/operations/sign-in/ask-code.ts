import { toCodeId } from '../../../contract/id.ts'
import type { AskedCode } from '../../../contract/sign-in.ts'
import { hourMs, minuteMs, toIso } from '../../../contract/time.ts'
import { insertCode } from '../../../db/store/codes.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { throttle } from '../throttle.ts'
import { codeJob } from './code-job.ts'

/** How long a code for signing in is good. */
const codeMs = 15 * minuteMs

/** For one address from one place: whoever asks for somebody else's codes must not use up those that they ask for. */
const perPlace = { what: 'code:email', most: 5, perMs: 15 * minuteMs }
/** For one address from anywhere: more than one place may ask for, so that none alone uses it up. */
const perEmail = { what: 'code:mailbox', most: 30, perMs: hourMs }
const perCaller = { what: 'code:caller', most: 30, perMs: hourMs }

/**
 * Sends a one-time code to an e-mail address, if anybody signs in with it. Whether somebody does is not looked at here:
 * the job finds out behind the answer, so that neither the answer nor the time it takes can tell (ENGINE 7).
 * Problems: RATE_LIMITED, for unknown addresses as for known ones.
 */
export async function askCode(
  ctx: Ctx,
  { email, origin, caller }: { email: string; origin: string; caller: string | null },
): Promise<AskedCode> {
  const id = toCodeId(ctx.newId())
  const until = ctx.now + codeMs
  const job = codeJob(ctx.now, { codeId: id, origin })
  const answer = { id, expiresAt: toIso(until) }
  await commitOrThrow(ctx, {
    history: [],
    write: [
      ...(await throttle(ctx, perPlace, `${email} ${caller ?? ''}`)),
      ...(await throttle(ctx, perEmail, email)),
      ...(await throttle(ctx, perCaller, caller)),
      insertCode(ctx.db, { id, purpose: 'sign-in', email, loginId: null, until, tries: 0, usedAt: null, data: null }),
      insertJob(ctx.db, job),
    ],
    answer,
  })
  ctx.startJob(job)
  return answer
}
