import { beforeEach, describe, expect, it } from 'vitest'
import { type AnyRoute, isWrite } from '../../../worker/http/route.ts'
import { routes } from '../../../worker/http/routes.ts'
import { addressOf, named } from '../../support/route-samples.ts'
import { callerOf, fittingBody, prepareFor, seedRouteWorld } from '../../support/route-world.ts'
import { db } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'

/** Generated from the declarations: whoever asks, or only tries (C3), leaves every row of every table as it was. */
describe('what keeps nothing', () => {
  let world: Awaited<ReturnType<typeof seedRouteWorld>>
  beforeEach(async () => {
    world = await seedRouteWorld({ fetch: settledFetch() })
  })

  const call = async (route: AnyRoute) => {
    await prepareFor(route)
    const api = await callerOf(route, world)
    const before = await everyRow()
    const answer = await api.call(route.method, addressOf(route, world.ids), fittingBody(route), {
      headers: { 'Idempotency-Key': 'once' },
    })
    return { ...answer, before, after: await everyRow() }
  }

  it.each(named(routes.filter((route) => !isWrite(route))))('promises that %s writes nothing', async (_name, route) => {
    const { status, body, before, after } = await call(route)
    expect(status, JSON.stringify(body)).toBe(route.answer.status)
    expect(after).toEqual(before)
  })

  it.each(named(routes.filter(isWrite)))('promises that a dry run of %s keeps nothing', async (_name, route) => {
    const { status, body, before, after } = await call(route)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({ dryRun: true, status: route.answer.status })
    expect(after).toEqual(before)
  })
})

async function everyRow(): Promise<Record<string, unknown>> {
  const { results: tables } = await db()
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*' ORDER BY name")
    .all<{ name: string }>()
  const dumps = await db().batch(tables.map(({ name }) => db().prepare(`SELECT * FROM "${name}"`)))
  return Object.fromEntries(tables.map(({ name }, i) => [name, dumps[i]!.results]))
}
