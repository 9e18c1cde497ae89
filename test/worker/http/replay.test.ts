import { beforeEach, describe, expect, it } from 'vitest'
import { isWrite } from '../../../worker/http/route.ts'
import { routes } from '../../../worker/http/routes.ts'
import { addressOf, named } from '../../support/route-samples.ts'
import { callerOf, fittingBody, prepareFor, seedRouteWorld } from '../../support/route-world.ts'
import { db } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'

/** Generated from the declarations (D16): whoever writes hands its answer to the commit, or cannot be repeated. */
describe('a repeated write', () => {
  let world: Awaited<ReturnType<typeof seedRouteWorld>>
  beforeEach(async () => {
    world = await seedRouteWorld({ fetch: settledFetch() })
  })

  const recorded = () => db().prepare('SELECT count(*) AS n FROM history').first('n')

  it.each(named(routes.filter(isWrite)))('promises that %s is done once and answered alike', async (_name, route) => {
    const address = addressOf(route, world.ids, { dryRun: false })
    const body = fittingBody(route)
    await prepareFor(route)
    const api = await callerOf(route, world)
    const repeat = () => api.call(route.method, address, body, { headers: { 'Idempotency-Key': 'again' } })
    const first = await repeat()
    expect(first.status, JSON.stringify(first.body)).toBe(route.answer.status)
    const afterwards = await recorded()

    const second = await repeat()
    expect([second.status, second.headers.get('Idempotent-Replay')]).toEqual([first.status, 'true'])
    expect(shown(second.body)).toEqual(shown(first.body))
    expect(await recorded()).toBe(afterwards)
  })
})

/** A new key or session is shown once; what is stored of its answer has no secret and says so. */
const shown = ({ secret, token, note, ...rest }: Record<string, unknown>) => rest
