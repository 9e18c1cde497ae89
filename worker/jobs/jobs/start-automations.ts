import * as v from 'valibot'
import { automationEvents } from '../../../contract/automation.ts'
import { startAutomations } from '../../operations/automations/start-automations.ts'
import type { Job } from '../job.ts'

const data = v.object({
  event: v.picklist(automationEvents),
  leadId: v.string(),
  because: v.string(),
  partnerId: v.nullable(v.number()),
})

/** Starts the automations that listen to an event (F61). */
export const startAutomationsJob: Job = {
  kind: 'start-automations',
  // With the first step of a run.
  statements: 60,
  run: (ctx, job) => startAutomations(ctx, { ...v.parse(data, job.data), job }),
}
