import { describe, expect, it } from 'vitest'
import { routes } from '../../../worker/http/routes.ts'
import { client } from '../../support/client.ts'
import { addressOf, bodyOf, named } from '../../support/route-samples.ts'
import { fittingBody, prepareFor, seedRouteWorld } from '../../support/route-world.ts'
import { db, seedKey } from '../../support/seed-access.ts'

const withBody = routes.filter(({ body }) => body !== undefined)

/** Values that are put under every key of a good body, which replay.test.ts knows to be accepted. Some may be right here and there: none may be a fault. */
const oddValues: unknown[] = [
  null,
  true,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'x'.repeat(30_000),
  '\u0000',
  '\ud800',
  "'; DROP TABLE leads; --",
  '\u202e=HYPERLINK("x")',
  [],
  [null],
  {},
  { a: {} },
]

/** Generated from the declarations: whatever stands under one key of a good body, the answer says what to mend. */
describe('odd values', () => {
  const recorded = () => db().prepare('SELECT count(*) AS n FROM history').first('n')

  it.each(named(withBody))('promises no fault of %s for odd values under every key', async (_name, route) => {
    const { api: admin, ids } = await seedRouteWorld()
    await prepareFor(route)
    const api = route.may.includes('admin') ? admin : client({ key: (await seedKey({ kind: 'partner' })).key })
    const good = fittingBody(route) as object
    const before = await recorded()
    for (const key of Object.keys(bodyOf(route, { all: true }) as object))
      for (const odd of oddValues) {
        const { status, body } = await api.call(route.method, addressOf(route, ids), { ...good, [key]: odd })
        expect(status, `${key}: ${JSON.stringify(odd).slice(0, 60)}: ${JSON.stringify(body)}`).toBeLessThan(500)
      }
    expect(await recorded()).toBe(before)
  })
})
