import * as v from 'valibot'
import { commit } from '../../db/commit.ts'
import type { AnyRoute } from '../../worker/http/route.ts'
import { route } from '../../worker/http/route.ts'
import { Problem } from '../../worker/problem.ts'
import type { Fetch } from './client.ts'
import { settledFetch } from './settled-fetch.ts'

/** An app of made-up routes: what is tested with it is the framework and nothing else. */
export const probeFetch = (routes: readonly AnyRoute[] = probes): Fetch => settledFetch({ routes, pages: [] })

const probeBody = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  size: v.optional(v.number()),
})
const probeAnswer = v.strictObject({ id: v.string(), name: v.string(), size: v.number() })

/** How often a probe's handler ran: what a replay must not change. */
export const ran = { count: 0 }

const make = route({
  method: 'POST',
  path: '/v1/probes',
  may: ['admin', 'partner'],
  tag: 'Probes',
  summary: 'Make a probe',
  body: probeBody,
  answer: { status: 201, body: probeAnswer },
  async handle(ctx, { body }) {
    ran.count += 1
    const id = `prb_${ctx.newId()}`
    const answer = { id, name: body.name, size: body.size ?? 0 }
    await refuseOr(commit(ctx, { history: [{ id, version: 1, event: 'probe.made', data: answer }], write: [], answer }))
    return answer
  },
})

const read = route({
  method: 'GET',
  path: '/v1/probes/{probeId}',
  may: ['admin', 'partner', 'form'],
  tag: 'Probes',
  summary: 'Read a probe',
  params: { probeId: v.pipe(v.string(), v.regex(/^prb_[0-9]+$/, 'Expected an id like prb_1.'), v.transform(toNumber)) },
  query: {
    limit: v.optional(v.pipe(v.string(), v.regex(/^[0-9]+$/, 'Expected digits.'))),
    kind: v.optional(v.string()),
  },
  answer: { status: 200, body: v.strictObject({ id: v.number(), by: v.string() }) },
  async handle(ctx, { params }) {
    return { id: params.probeId, by: ctx.by }
  },
})

const remove = route({
  method: 'DELETE',
  path: '/v1/probes/{probeId}',
  may: ['admin'],
  tag: 'Probes',
  summary: 'Remove a probe',
  params: { probeId: v.string() },
  answer: { status: 200, body: v.strictObject({ gone: v.boolean() }) },
  async handle() {
    return { gone: true }
  },
})

/** Breaks in the way its body asks for. */
const breakDown = route({
  method: 'POST',
  path: '/v1/breakdowns',
  may: ['anybody'],
  tag: 'Probes',
  summary: 'Break',
  body: v.strictObject({ how: v.picklist(['problem', 'fault']) }),
  answer: { status: 200, body: v.strictObject({}) },
  async handle(_ctx, { body }) {
    if (body.how === 'problem') throw new Problem('NO_CREDIT', { detail: 'It is 5 short.' })
    throw new Error('A row about someone@example.com, "secret", 020 7946 0123')
  },
})

/** Only reads, though it is a POST. */
const ask = route({
  method: 'POST',
  path: '/v1/questions',
  may: ['admin'],
  changes: 'nothing',
  tag: 'Probes',
  summary: 'Ask',
  body: probeBody,
  answer: { status: 200, body: v.strictObject({ name: v.string() }) },
  async handle(_ctx, { body }) {
    return { name: body.name }
  },
})

export const probes: readonly AnyRoute[] = [make, read, remove, breakDown, ask]

async function refuseOr(committing: ReturnType<typeof commit>): Promise<void> {
  const committed = await committing
  if (!committed.done) throw new Problem('VERSION_CONFLICT')
}

function toNumber(text: string): number {
  return Number(text.slice(4))
}
