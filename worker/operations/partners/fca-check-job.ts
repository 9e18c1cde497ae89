import { formatId } from '../../../contract/id.ts'
import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import type { PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { fcaRegisterOf } from '../../outside/fca-register-settings.ts'

/**
 * The job that asks the register about a number that is new (F10), born leased; none when the number is the same, there
 * is none, or no register is configured. `after` is the partner as the commit leaves it.
 */
export function fcaCheckJobs(ctx: Ctx, before: Pick<PartnerRow, 'fcaNumber'> | null, after: PartnerRow): JobRow[] {
  if (after.fcaNumber === null || after.fcaNumber === before?.fcaNumber || fcaRegisterOf(ctx.env) === null) return []
  return [
    {
      due: ctx.now + leaseMs,
      id: `fca:${formatId('partner', after.id)}:${after.version}`,
      kind: 'check-fca',
      data: { partnerId: after.id, fcaNumber: after.fcaNumber },
      attempts: 1,
      party: null,
    },
  ]
}
