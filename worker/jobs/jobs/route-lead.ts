import * as v from 'valibot'
import { routeLead } from '../../operations/leads/route-lead.ts'
import type { Job } from '../job.ts'

const turn = v.object({ band: v.number(), rank: v.number(), setupId: v.number() })
const data = v.object({
  leadId: v.string(),
  after: v.optional(v.record(v.string(), turn)),
  asked: v.optional(v.boolean(), false),
  toPerson: v.optional(v.boolean(), false),
})

/** Looks for a partner again: after a refused plan, a slot given back, or where an earlier look was cut short. */
export const routeLeadJob: Job = {
  kind: 'route-lead',
  // With the delivery that it starts.
  statements: 32,
  run: async (ctx, job) => {
    const { leadId, after, asked, toPerson } = v.parse(data, job.data)
    await routeLead(ctx, { leadId, after, job, byItself: !asked, toPerson })
  },
}
