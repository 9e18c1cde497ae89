import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'

/**
 * A code on its way, for the commit that makes it. The job knows its id only; what it says, and to whom, is found when
 * the letter is written. `origin` is where its link leads.
 */
export const codeJob = (now: number, { codeId, origin }: { codeId: string; origin: string }): JobRow => ({
  due: now + leaseMs,
  id: `code:${codeId}`,
  kind: 'send-code',
  data: { codeId, origin },
  attempts: 1,
  party: null,
})
