import { toCodeId } from '../../../contract/id.ts'
import { dayMs } from '../../../contract/time.ts'
import { deleteCodesOfLogin, insertCode } from '../../../db/store/codes.ts'
import { insertJob, type JobRow } from '../../../db/store/jobs.ts'
import type { LoginRow } from '../../../db/store/logins.ts'
import type { Ctx } from '../../context.ts'
import { codeJob } from '../sign-in/code-job.ts'
import { throttle } from '../throttle.ts'

/** How long an invitation can be accepted. */
export const invitationMs = 7 * dayMs

/** So that nobody's mailbox is flooded in the broker's name. */
const perAddress = { what: 'invite:email', most: 5, perMs: dayMs }
const perPartner = { what: 'invite:partner', most: 60, perMs: dayMs }

/**
 * Invites by e-mail, for the commit of the login's own change: earlier invitations of this login open nothing any more.
 * `origin` is where the link leads. The job is to be started behind the commit.
 */
export async function invitation(
  ctx: Ctx,
  { id: loginId, partnerId, email, invitedUntil: until }: LoginRow,
  origin: string,
): Promise<{ write: D1PreparedStatement[]; job: JobRow }> {
  const id = toCodeId(ctx.newId())
  const job = codeJob(ctx.now, { codeId: id, origin })
  const code = { id, purpose: 'invitation', email, loginId, until, tries: 0, usedAt: null, data: null } as const
  return {
    job,
    write: [
      ...(await throttle(ctx, perAddress, email)),
      ...(await throttle(ctx, perPartner, String(partnerId))),
      deleteCodesOfLogin(ctx.db, loginId),
      insertCode(ctx.db, code),
      insertJob(ctx.db, job),
    ],
  }
}
