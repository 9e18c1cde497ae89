import * as v from 'valibot'
import { runStep } from '../../operations/automations/run-step.ts'
import type { Job } from '../job.ts'

const data = v.object({ leadId: v.string(), n: v.number(), step: v.number() })

/** Does one step of a run, when it is due (F61). */
export const runStepJob: Job = {
  kind: 'run-step',
  // It may refer the lead, and starts the delivery.
  statements: 40,
  run: (ctx, job) => runStep(ctx, { ...v.parse(data, job.data), job }),
}
