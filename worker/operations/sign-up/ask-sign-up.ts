import { toCodeId } from '../../../contract/id.ts'
import type { SignUp } from '../../../contract/sign-up.ts'
import { dayMs, hourMs } from '../../../contract/time.ts'
import { findCode, insertCode } from '../../../db/store/codes.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { codeJob } from '../sign-in/code-job.ts'
import { throttle } from '../throttle.ts'

/** How long somebody has to confirm the e-mail address they signed up with. */
const confirmMs = dayMs

const perEmail = { what: 'sign-up:email', most: 3, perMs: hourMs }
const perCaller = { what: 'sign-up:caller', most: 20, perMs: hourMs }

/**
 * Takes a sign-up in and sends its code (F40). No partner is made before the e-mail address is confirmed. Whether the
 * address is known is found out behind the answer, by the job that writes the letter. `codeId` is the page's own, so that
 * a form that is sent twice sends one letter; other answers under it get an id of their own. Gives the id that counts.
 * Problems: RATE_LIMITED.
 */
export async function askSignUp(
  ctx: Ctx,
  { codeId, signUp, origin, caller }: { codeId: string; signUp: SignUp; origin: string; caller: string | null },
): Promise<string> {
  const known = await findCode(ctx.db, codeId)
  if (known !== null)
    return JSON.stringify(known.data) === JSON.stringify(signUp)
      ? codeId
      : askSignUp(ctx, { codeId: toCodeId(ctx.newId()), signUp, origin, caller })
  const job = codeJob(ctx.now, { codeId, origin })
  const until = ctx.now + confirmMs
  const code = { id: codeId, purpose: 'sign-up', email: signUp.email, loginId: null, until } as const
  try {
    await commitOrThrow(ctx, {
      history: [],
      write: [
        ...(await throttle(ctx, perEmail, signUp.email)),
        ...(await throttle(ctx, perCaller, caller)),
        insertCode(ctx.db, { ...code, tries: 0, usedAt: null, data: signUp }),
        insertJob(ctx.db, job),
      ],
    })
  } catch (error) {
    // The same form twice at once: one of the two was first, and has sent the letter.
    if (error instanceof Problem && error.code === 'VERSION_CONFLICT') return codeId
    throw error
  }
  ctx.startJob(job)
  return codeId
}
