import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import type { Env } from './env.ts'
import { notFoundPage, wantsPage } from './http/not-found.tsx'
import type { PageRoute } from './http/page-route.ts'
import { methodNotAllowed, problemResponse } from './http/problem-response.ts'
import type { AnyRoute } from './http/route.ts'
import { withSafeHeaders } from './http/safe-headers.ts'
import { serve } from './http/serve.ts'
import { logFault } from './log-fault.ts'
import type { Runtime } from './make-ctx.ts'
import { Problem } from './problem.ts'

type App = { Bindings: Env; Variables: { requestId: string } }

/** The whole Worker as one function from request to answer: declared routes, pages, and the files of the widget. */
export function createApp({ routes, pages }: { routes: readonly AnyRoute[]; pages: readonly PageRoute[] }): Hono<App> {
  const app = new Hono<App>()
  app.use(async (c, next) => {
    c.set('requestId', crypto.randomUUID())
    await next()
    c.res = withSafeHeaders(c.res, { requestId: c.var.requestId, secure: c.req.url.startsWith('https:') })
  })
  for (const [path, group] of byPath(routes)) app.all(toHonoPath(path), (c) => serveGroup(c, group))
  for (const [path, group] of byPath(pages)) app.all(toHonoPath(path), (c) => servePage(c, group))
  app.notFound(serveFile)
  app.onError(refuse)
  return app
}

function serveGroup(c: Context<App>, group: readonly AnyRoute[]): Response | Promise<Response> {
  const route = pick(group, c.req.method)
  if (route === undefined) return refuseMethod(c, group)
  return serve(route, { request: c.req.raw, params: c.req.param(), runtime: runtimeOf(c) })
}

function servePage(c: Context<App>, group: readonly PageRoute[]): Response | Promise<Response> {
  const page = pick(group, c.req.method)
  if (page?.onlyIn !== undefined && page.onlyIn !== c.env.ENVIRONMENT) return refuse(new Problem('NOT_FOUND'), c)
  if (page === undefined) return refuseMethod(c, group)
  return page.handle({ request: c.req.raw, params: c.req.param(), runtime: runtimeOf(c) })
}

/** Addresses that nobody declared: a file of the widget, or nothing, which a browser is told as a page. */
async function serveFile(c: Context<App>): Promise<Response> {
  const mayBeFile = (c.req.method === 'GET' || c.req.method === 'HEAD') && !c.req.path.startsWith('/v1/')
  const file = mayBeFile ? await c.env.ASSETS.fetch(c.req.raw) : null
  if (file !== null && file.status !== 404) return file
  return refuse(new Problem('NOT_FOUND'), c)
}

function refuse(error: Error, c: Context<App>): Response | Promise<Response> {
  if (error instanceof Problem && error.code === 'NOT_FOUND' && wantsPage(c.req.raw))
    return notFoundPage({ development: c.env.ENVIRONMENT === 'development' })
  if (error instanceof Problem) return problemResponse(error, aboutOf(c))
  logFault({ event: 'request.failed', requestId: c.var.requestId, path: `${c.req.method} ${c.req.path}`, error })
  return problemResponse(new Problem('INTERNAL'), aboutOf(c))
}

const refuseMethod = (c: Context<App>, group: readonly { method: string }[]): Response =>
  methodNotAllowed(
    group.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
    aboutOf(c),
  )

const aboutOf = (c: Context<App>) => ({ url: c.req.url, requestId: c.var.requestId })

const runtimeOf = (c: Context<App>): Runtime => ({
  env: c.env,
  requestId: c.var.requestId,
  waitUntil: (work) => c.executionCtx.waitUntil(work),
})

/** HEAD is GET without its body; hono drops the body. */
const pick = <R extends { method: string }>(group: readonly R[], method: string): R | undefined =>
  group.find((route) => route.method === (method === 'HEAD' ? 'GET' : method))

/** In the order of the list, so that a fixed address can stand before one with a parameter. */
const byPath = <R extends { path: string }>(list: readonly R[]): Map<string, R[]> =>
  Map.groupBy(list, ({ path }) => path)

const toHonoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')
