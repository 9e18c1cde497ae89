import { runDue } from '../../worker/jobs/cron.ts'
import { type TestCtx, testCtx } from './ctx.ts'

/** The minute's sweep at an instant, and whatever that starts. */
export async function sweepAt(now: number, { env }: Pick<TestCtx, 'env'> = testCtx()): Promise<void> {
  const ctx = testCtx({ now, env })
  await runDue(() => ctx)
  await ctx.runStarted()
}
