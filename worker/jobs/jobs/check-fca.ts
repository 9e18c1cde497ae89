import * as v from 'valibot'
import { checkFca } from '../../operations/partners/check-fca.ts'
import type { Job } from '../job.ts'

const data = v.object({ partnerId: v.number(), fcaNumber: v.string() })

/** Asks the FCA's register about a partner's number (F10). */
export const checkFcaJob: Job = {
  kind: 'check-fca',
  run: (ctx, job) => checkFca(ctx, { ...v.parse(data, job.data), job }),
}
