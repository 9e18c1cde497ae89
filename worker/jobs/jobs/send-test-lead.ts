import * as v from 'valibot'
import { sendTestLead } from '../../operations/deliveries/send-test-lead.ts'
import type { Job } from '../job.ts'

const data = v.object({ testId: v.string(), partnerId: v.number(), leadTypeId: v.nullable(v.number()) })

/** Sends a test lead to where a partner gets its leads (F32). */
export const sendTestLeadJob: Job = {
  kind: 'send-test-lead',
  run: (ctx, job) => sendTestLead(ctx, { ...v.parse(data, job.data), job }),
}
