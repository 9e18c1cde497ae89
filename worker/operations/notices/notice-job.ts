import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import type { NoticeToSend } from '../../notices/notices.ts'

/**
 * A notice on its way to one address: a job for the commit of what it tells, born leased so that it can be started behind
 * it. `about` makes its id (`ref_…:3`): the same notice about the same thing is sent once. `person` is whose switch counts
 * (`ptn_12`, `lgn_3`, P3); without it the address stands for itself. `insteadOf` names the
 * partner that has no address, where the broker gets its notice.
 */
export const noticeJob = (
  now: number,
  {
    notice: { kind, data },
    to,
    about,
    person,
    insteadOf,
  }: { notice: NoticeToSend; to: string; about: string; person?: string; insteadOf?: string },
): JobRow => ({
  due: now + leaseMs,
  id: `notice:${kind}:${about}`,
  kind: 'send-notice',
  data: { kind, to, data, ...(person !== undefined && { person }), ...(insteadOf !== undefined && { insteadOf }) },
  attempts: 1,
  party: null,
})
