import { beforeEach, describe, expect, it, vi } from 'vitest'
import { offerPath } from '../../../worker/operations/offers/offer-link.ts'
import { topUpLink } from '../../../worker/operations/top-ups/top-up-link.ts'
import { testCtx } from '../../support/ctx.ts'
import { db, seedOwners } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'

const fetch = settledFetch()
const soon = Date.now() + 60_000

beforeEach(seedOwners)

describe('the log of a fault', () => {
  it.each([
    ['an offer', () => offerPath(testCtx(), { leadId: testLead, partnerId: 1, acceptBy: soon }), '/accept'],
    [
      'paying in',
      async () => (await topUpLink(testCtx({ now: Date.now() }), { partnerId: 1, entry: 'portal' })).path,
      '',
    ],
  ])('promises to name no link that lets somebody in: %s', async (_, pathOf, more) => {
    const said: string[] = []
    vi.spyOn(console, 'error').mockImplementation((...args) => void said.push(args.join(' ')))
    const path = (await pathOf()) + more
    await db().prepare('ALTER TABLE broker RENAME TO broker_gone').run()
    const { status } = await fetch(
      new Request(`https://baton.example.com${path}`, { method: 'POST', body: new URLSearchParams() }),
    )
    vi.restoreAllMocks()
    expect(status).toBe(500)
    const signature = /\.([\w-]{22})/.exec(path)![1]!
    expect(said.join('\n')).toContain(`POST /${path.split('/')[1]}/`)
    expect(said.join('\n')).not.toContain(signature)
  })
})

const testLead = 'lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000'
