import * as v from 'valibot'
import { routeLead } from '../../operations/leads/route-lead.ts'
import type { Job } from '../job.ts'

const data = v.object({ leadId: v.string() })

/** Looks for a partner again: after a refused plan, a returned slot, or a page limit. */
export const routeLeadJob: Job = {
  kind: 'route-lead',
  run: async (ctx, job) => {
    await routeLead(ctx, { ...v.parse(data, job.data), job })
  },
}
