import { createApp } from './app.ts'
import type { Env } from './env.ts'
import { pages } from './http/pages.ts'
import { routes } from './http/routes.ts'
import { runDue } from './jobs/cron.ts'
import { makeJobCtx } from './make-ctx.ts'

const app = createApp({ routes, pages })

export default {
  fetch: app.fetch,
  /** Once a minute: jobs that were left over, and housekeeping. */
  async scheduled(_controller, env, execution) {
    const requestId = crypto.randomUUID()
    await runDue(() => makeJobCtx({ env, requestId, waitUntil: (work) => execution.waitUntil(work) }))
  },
} satisfies ExportedHandler<Env>
