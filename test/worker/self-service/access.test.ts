import { beforeEach, describe, expect, it } from 'vitest'
import { hasAccess } from '../../../contract/login.ts'
import { type AnyRoute, accessOf, isWrite } from '../../../worker/http/route.ts'
import { routes } from '../../../worker/http/routes.ts'
import { client } from '../../support/client.ts'
import { addressOf, named } from '../../support/route-samples.ts'
import { fittingBody, prepareFor, seedRouteWorld } from '../../support/route-world.ts'
import { db } from '../../support/seed-access.ts'
import { seedSession } from '../../support/seed-login.ts'
import { settledFetch } from '../../support/settled-fetch.ts'

const writes = routes.filter((route) => isWrite(route) && (route.may as readonly string[]).includes('partner'))

const nameOf = ({ method, path }: AnyRoute): string => `${method} ${path}`

/** What somebody may change who only looks: what concerns themselves, and a statement that would be signed anyway. */
const forReaders = [
  'DELETE /v1/sessions/{sessionId}',
  'PATCH /v1/notice-switches/{person}',
  'POST /v1/partners/{partnerId}/statements',
]

/** What somebody may change besides who works on leads: those leads. */
const forLeads = [
  'POST /v1/leads',
  'POST /v1/referrals/{referralId}/accept',
  'POST /v1/referrals/{referralId}/decline',
  'POST /v1/referrals/{referralId}/progress',
  'POST /v1/referrals/{referralId}/return',
  'POST /v1/returns',
  'POST /v1/returns/{returnId}/clear',
]

describe('the people of a partner (F57)', () => {
  const fetch = settledFetch()
  let world: Awaited<ReturnType<typeof seedRouteWorld>>
  beforeEach(async () => {
    world = await seedRouteWorld({ fetch })
  })

  it('promises that who only looks changes nothing but what is theirs, and who works on leads only leads besides', () => {
    const ofAccess = (access: 'read' | 'leads') => writes.filter((route) => accessOf(route) === access).map(nameOf)
    expect(ofAccess('read').sort()).toEqual(forReaders)
    expect(ofAccess('leads').sort()).toEqual(forLeads)
  })

  const refused = (['read', 'leads'] as const).flatMap((access) =>
    named(writes.filter((route) => !hasAccess(access, accessOf(route)))).map(
      ([name, route]) => [access, name, route] as const,
    ),
  )

  it.each(refused)('promises that the access %s leaves everything as it was at %s', async (access, _name, route) => {
    await prepareFor(route)
    const { token } = await seedSession({ partnerId: 2, access })
    const before = await everythingOf()
    const address = addressOf(route, world.ids, { dryRun: false })
    const { status, body } = await client({ key: token, fetch }).call(route.method, address, fittingBody(route))
    expect([status, body.code]).toEqual([403, 'NOT_ALLOWED'])
    expect(await everythingOf()).toEqual(before)
  })

  it('promises that who only looks switches their own notices, and nobody else’s', async () => {
    const { token, loginId } = await seedSession({ partnerId: 2, access: 'read' })
    const me = client({ key: token, fetch })
    const body = { switches: [{ kind: 'low-funds', channel: 'email', on: false }] }
    expect((await me.patch(`/v1/notice-switches/lgn_${loginId}`, body)).status).toBe(200)
    for (const other of ['lgn_2', 'ptn_2'])
      expect((await me.patch(`/v1/notice-switches/${other}`, body)).status).toBe(403)
  })
})

/** What is on record: every change leaves a row here, and every follow-up a job. */
async function everythingOf(): Promise<unknown[]> {
  const [history, jobs, answers] = await db().batch([
    db().prepare('SELECT count(*) AS n FROM history'),
    db().prepare('SELECT count(*) AS n FROM jobs'),
    db().prepare('SELECT count(*) AS n FROM transfers'),
  ])
  return [history!.results, jobs!.results, answers!.results]
}
