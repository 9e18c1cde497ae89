import { beforeEach, describe, expect, it } from 'vitest'
import { type AnyRoute, isWrite } from '../../../worker/http/route.ts'
import { routes } from '../../../worker/http/routes.ts'
import { canariesIn, plantCanaries, sentToPartner } from '../../support/canaries.ts'
import { type Answer, client } from '../../support/client.ts'
import { addressOf, named } from '../../support/route-samples.ts'
import { callerOf, fittingBody, prepareFor, seedRouteWorld } from '../../support/route-world.ts'
import { seedKey } from '../../support/seed-access.ts'
import { seedSession } from '../../support/seed-login.ts'
import { settledFetch } from '../../support/settled-fetch.ts'

const partnerRoutes = routes.filter(({ may }) => (may as readonly string[]).includes('partner'))

/**
 * Generated from the declarations (F24): every route that a partner may call is called as that partner, in a world full of
 * what it may not see, and every answer is searched for it.
 */
describe('what partners are told', () => {
  const fetch = settledFetch()
  let world: Awaited<ReturnType<typeof seedRouteWorld>>
  beforeEach(async () => {
    world = await seedRouteWorld({ fetch })
    await plantCanaries()
  })

  const keyOfPartner = async () => (await seedKey({ kind: 'partner', partnerId: 2 })).key
  /** Somebody of it who may everything. */
  const sessionOfPartner = async () => (await seedSession({ loginId: 2 })).token

  /** The body of the example, about the partner itself. */
  const ownBody = (route: AnyRoute) => {
    const body = fittingBody(route)
    if (body === undefined) return undefined
    return JSON.parse(
      JSON.stringify(body).replaceAll('"ptn_1"', '"ptn_2"').replaceAll('"lead.captured"', '"lead.referred"'),
    )
  }

  async function call(
    route: AnyRoute,
    { key, dryRun = false, query = {} }: { key: string; dryRun?: boolean; query?: Record<string, string> },
  ): Promise<Answer> {
    const address = addressOf(route, world.ids, { dryRun, query })
    return client({ key, fetch }).call(route.method, address, ownBody(route))
  }

  const all = ({ body, headers }: Answer): string => `${JSON.stringify(body)}\n${JSON.stringify([...headers])}`

  it.each(named(partnerRoutes))('promises that no answer of %s tells what is not theirs', async (_name, route) => {
    await prepareFor(route)
    const keys = [await keyOfPartner(), await sessionOfPartner()]
    for (const key of keys) {
      const tried = isWrite(route) ? [await call(route, { key, dryRun: true })] : []
      const files = route.csv === undefined ? [] : [await call(route, { key, query: { format: 'csv' } })]
      for (const answer of [...tried, ...files]) expect([answer.status, canariesIn(all(answer))]).toEqual([200, []])
    }
    const [byKey, bySession] = [await call(route, { key: keys[0]! }), await call(route, { key: keys[1]! })]
    expect([byKey.status, byKey.body]).toEqual([route.answer.status, byKey.body])
    for (const answer of [byKey, bySession]) expect(canariesIn(all(answer))).toEqual([])
  })

  it.each(named(routes.filter((route) => isWrite(route) && route.onlyIn === undefined)))(
    'promises that no message to a partner tells what is not theirs when %s was called',
    async (_name, route) => {
      await prepareFor(route)
      const api = await callerOf(route, world)
      await api.call(route.method, addressOf(route, world.ids, { dryRun: false }), fittingBody(route))
      expect((await sentToPartner()).flatMap(canariesIn)).toEqual([])
    },
  )

  it('promises that all that is planted would be found', () => {
    for (const text of ['zz-rival', '{"cost":918273}', '£8,273.64', 'ptn_1', 'set_11', '"priority":77', 'f'.repeat(64)])
      expect(canariesIn(text), text).not.toEqual([])
    expect(canariesIn('ptn_2 ptn_12 set_2 "introducer":null')).toEqual([])
  })
})
