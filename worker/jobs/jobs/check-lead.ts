import * as v from 'valibot'
import { checkLead } from '../../operations/leads/rescue-leads.ts'
import type { Job } from '../job.ts'

const data = v.object({ leadId: v.string() })

/** Makes sure that a lead whose id is old is on its way (C17): the regular check goes by the time in the id. */
export const checkLeadJob: Job = {
  kind: 'check-lead',
  run: (ctx, job) => checkLead(ctx, { ...v.parse(data, job.data), job }),
}
