import type { Env } from '../../worker/env.ts'
import house from '../../worker/index.ts'

type CrashEnv = Env & {
  /** Minutes by which the clock is ahead, as text: leases run out and retries are due without anybody waiting. */
  CLOCK_AHEAD_MINUTES?: string
}

/** The whole Worker as it is, and its clock. */
export default {
  fetch(request, env, execution) {
    setClock(env)
    return house.fetch(request, env, execution)
  },
  scheduled(controller, env, execution) {
    setClock(env)
    return house.scheduled(controller, env, execution)
  },
} satisfies ExportedHandler<CrashEnv>

const realNow = Date.now

function setClock({ CLOCK_AHEAD_MINUTES = '0' }: CrashEnv): void {
  const aheadMs = Number(CLOCK_AHEAD_MINUTES) * 60_000
  Date.now = () => realNow() + aheadMs
}
