import type { Actor, Ctx } from '../context.ts'
import { deferTo, instant, makeCtx, type Runtime } from '../make-ctx.ts'
import { Problem } from '../problem.ts'
import { authenticate } from './authenticate.ts'
import { toCsv, wantsCsv } from './csv.ts'
import { type Repeatable, repeatableOf, replay } from './idempotency.ts'
import { readBytes } from './read-bytes.ts'
import { type Input, readInput, readQuery, takesBody } from './read-input.ts'
import type { AnyRoute } from './route.ts'

const usualBodyLimit = 64 * 1024

/**
 * Answers one request to a declared route. The order is a promise: who calls, how much they send, whether they sent it
 * before, what it says; only then the handler. Every refusal is a thrown Problem.
 */
export async function serve(
  route: AnyRoute,
  { request, params, runtime }: { request: Request; params: Record<string, string>; runtime: Runtime },
): Promise<Response> {
  if (route.onlyIn !== undefined && route.onlyIn !== runtime.env.ENVIRONMENT) throw new Problem('NOT_FOUND')
  const signIn = (mayUseCache: boolean) =>
    authenticate({ ...instant(runtime.env), defer: deferTo(runtime) }, { route, request, mayUseCache })
  const { actor, fromCache } = await signIn(route.keyCheck === 'in-batch')
  const bytes = takesBody(route) ? await readBytes(request, route.bodyLimit ?? usualBodyLimit) : new Uint8Array()
  const query = readQuery(route, new URL(request.url))
  const repeatable = query.dryRun ? null : await repeatableOf(route, { request, actor, bytes })
  const replayed = repeatable && (await replay(runtime.env.DB, repeatable))
  if (replayed) return replayed

  const input = readInput(route, { request, params, query, bytes })
  const asCsv = route.csv !== undefined && wantsCsv(request, query.format)
  const attempt = (by: Actor) =>
    handle(route, { request, runtime, actor: by, input, dryRun: query.dryRun, asCsv, repeatable })
  return attempt(actor).catch(async (error) => {
    const twins = repeatable && (await replay(runtime.env.DB, repeatable))
    if (twins) return twins
    if (fromCache && isRefusedKey(error)) return attempt((await signIn(false)).actor)
    throw error
  })
}

interface Call {
  request: Request
  runtime: Runtime
  actor: Actor
  input: Input
  dryRun: boolean
  asCsv: boolean
  repeatable: Repeatable | null
}

async function handle(
  route: AnyRoute,
  { request, runtime, actor, input, dryRun, asCsv, repeatable }: Call,
): Promise<Response> {
  const { status } = route.answer
  const ctx = makeCtx(runtime, { actor, dryRun, idempotency: repeatable && { ...repeatable, status } })
  const body = await route.handle(ctx, { ...input, request })
  if (asCsv) return answerCsv(route, body)
  return dryRun ? answerDryRun(ctx, { status, body }) : Response.json(body, { status })
}

/** A file to open or to import. Where the answer is a page, the cursor of the next one is a header. */
function answerCsv({ csv, path }: AnyRoute, body: { nextCursor?: string | null }): Response {
  const { columns, moreColumns, rows } = csv!
  const name = path.split('/').findLast((part) => /^[a-z-]+$/.test(part)) ?? 'list'
  return new Response(toCsv([...columns, ...(moreColumns?.(body) ?? [])], rows(body)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
      ...(body.nextCursor && { 'Next-Cursor': body.nextCursor }),
    },
  })
}

/**
 * What would have been answered and recorded (C3). What is recorded names other partners (the decision trace), so that
 * nobody but an admin gets more of it than that it happens.
 */
function answerDryRun({ actor, effects }: Ctx, answer: { status: number; body: unknown }): Response {
  const told = actor.kind === 'admin' ? effects : effects.map((effect) => ({ ...effect, data: null }))
  return Response.json({ dryRun: true, ...answer, effects: told }, { headers: { 'Dry-Run': 'true' } })
}

/** A batch that found its key changed since this isolate read it wrote nothing: the key is read afresh, once. */
const isRefusedKey = (error: unknown): boolean => error instanceof Problem && error.code === 'NOT_SIGNED_IN'
