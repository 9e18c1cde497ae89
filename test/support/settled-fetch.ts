import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { createApp } from '../../worker/app.ts'
import type { Env } from '../../worker/env.ts'
import type { PageRoute } from '../../worker/http/page-route.ts'
import { pages } from '../../worker/http/pages.ts'
import type { AnyRoute } from '../../worker/http/route.ts'
import { routes } from '../../worker/http/routes.ts'
import type { Fetch } from './client.ts'

/**
 * The whole Worker, or an app of a test's own routes, whose answer comes only when everything that it left for later
 * (waitUntil) is done. With it no job of one test runs on into the next, and what a job did can be looked at at once.
 */
export function settledFetch({
  env: more = {},
  ...lists
}: {
  routes?: readonly AnyRoute[]
  pages?: readonly PageRoute[]
  env?: Partial<Env>
} = {}): Fetch {
  const app = createApp({ routes, pages, ...lists })
  return async (request) => {
    const execution = createExecutionContext()
    const response = await app.fetch(request, { ...(env as unknown as Env), ...more }, execution)
    await waitOnExecutionContext(execution)
    return response
  }
}
