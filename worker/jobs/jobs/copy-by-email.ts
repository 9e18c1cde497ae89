import * as v from 'valibot'
import { copyByEmail } from '../../operations/referrals/copy-by-email.ts'
import type { Job } from '../job.ts'

const data = v.object({ leadId: v.string(), partnerId: v.number() })

/** Sends the e-mail copy of a lead that the partner's server has accepted (F32). */
export const copyByEmailJob: Job = {
  kind: 'copy-by-email',
  run: (ctx, job) => copyByEmail(ctx, { ...v.parse(data, job.data), job }),
}
