import { beforeEach, describe, expect, it } from 'vitest'
import type { AnyRoute } from '../../../worker/http/route.ts'
import { routes } from '../../../worker/http/routes.ts'
import { type Answer, client } from '../../support/client.ts'
import { addressOf, bodyOf, named } from '../../support/route-samples.ts'
import { db, foreign, seedForeign, seedKey } from '../../support/seed-access.ts'

const writes = routes.filter(({ method }) => method !== 'GET')
const withParams = routes.filter(({ params }) => params !== undefined)

/** Bodies that no route takes, whatever it takes. */
const hostileBodies: Record<string, BodyInit> = {
  'broken JSON': '{"name":',
  'a list': '[]',
  'a number': '7',
  'a text': '"text"',
  'bytes that are no UTF-8': new Uint8Array([0x7b, 0xff, 0x7d]),
  'an unknown key': '{"nonsense":1}',
  __proto__: '{"__proto__":{"admin":true}}',
  constructor: '{"constructor":{"prototype":{"admin":true}}}',
  'deep nesting': `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  'a million unknown things': `{${Array.from({ length: 3000 }, (_, i) => `"k${i}":${i}`).join()}}`,
  'far too much': ' '.repeat(9 * 1024 * 1024),
}

const oddTexts = [
  '',
  '0',
  '-1',
  '1e9',
  '99999999999999999999',
  "'--",
  '%',
  'x'.repeat(3000),
  '\u0000',
  '../..',
  'é~é.é',
]

/** Generated from the declarations: whatever is sent, the answer says what to mend, and nothing is half-written. */
describe('bad input', () => {
  let admin: ReturnType<typeof client>
  let partner: ReturnType<typeof client>
  beforeEach(async () => {
    await seedForeign()
    admin = client({ key: (await seedKey({ kind: 'admin' })).key })
    partner = client({ key: (await seedKey({ kind: 'partner' })).key })
  })

  const apiFor = ({ may }: AnyRoute) => (may.includes('admin') ? admin : partner)
  const recorded = () => db().prepare('SELECT count(*) AS n FROM history').first('n')

  const expectRefused = ({ status, body }: Answer, what: string) => {
    expect(status, `${what}: ${JSON.stringify(body)}`).toBeGreaterThanOrEqual(400)
    expect(status, `${what}: ${JSON.stringify(body)}`).toBeLessThan(500)
  }
  const expectNoFault = ({ status, body }: Answer, what: string) =>
    expect(status, `${what}: ${JSON.stringify(body)}`).toBeLessThan(500)

  it.each(named(writes))('promises %s a problem for every body that it cannot mean', async (_name, route) => {
    const before = await recorded()
    const address = addressOf(route, foreign, { dryRun: false })
    for (const [what, raw] of Object.entries(hostileBodies)) {
      const headers = { 'Content-Type': 'application/json' }
      expectRefused(await apiFor(route).call(route.method, address, undefined, { raw, headers }), what)
    }
    expect(await recorded()).toBe(before)
  })

  it.each(named(withParams))('promises no fault of %s for odd ids', async (_name, route) => {
    for (const odd of oddTexts.filter((text) => text !== ''))
      for (const name of Object.keys(route.params)) {
        const answer = await apiFor(route).call(
          route.method,
          addressOf(route, { [name]: odd }),
          bodyOf(route, { all: true }),
        )
        expectRefused(answer, odd.slice(0, 60))
      }
  })

  it.each(named(routes))('promises no fault of %s for odd queries', async (_name, route) => {
    const ask = (query: Record<string, string>) =>
      apiFor(route).call(route.method, addressOf(route, foreign, { query }), bodyOf(route, { all: true }))
    for (const name of Object.keys(route.query ?? {}))
      for (const odd of oddTexts) expectNoFault(await ask({ [name]: odd }), `${name}=${odd.slice(0, 60)}`)
    const unknown = await ask({ nonsense: '1' })
    expect([unknown.status, unknown.body.errors?.[0]?.pointer]).toEqual([422, 'nonsense'])
  })
})
