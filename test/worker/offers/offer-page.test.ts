import { beforeEach, describe, expect, it } from 'vitest'
import { referralId } from '../../../contract/id.ts'
import { dayMs, minuteMs } from '../../../contract/time.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { acceptReferral } from '../../../worker/operations/offers/accept-referral.ts'
import { declineReferral } from '../../../worker/operations/offers/decline-referral.ts'
import { offerPath, readOfferToken } from '../../../worker/operations/offers/offer-link.ts'
import { unreferReferral } from '../../../worker/operations/reversals/unrefer-referral.ts'
import { admin, historyOf, rows } from '../../support/config.ts'
import { testCtx } from '../../support/ctx.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { mails, moneyOf, offerLead, offerWorld, partnerActor, personal, statesOf } from './offer-world.ts'

const fetchPage = settledFetch()
const origin = 'https://baton.example.com'

const open = async (path: string, method = 'GET') => {
  const response = await fetchPage(new Request(origin + path, { method }))
  return { status: response.status, headers: response.headers, body: await response.text() }
}

const send = async (path: string, { form = {}, from = '192.0.2.1' }: { form?: object; from?: string } = {}) => {
  const body = new URLSearchParams(form as Record<string, string>)
  const headers = { 'CF-Connecting-IP': from }
  const response = await fetchPage(new Request(origin + path, { method: 'POST', body, headers }))
  return { status: response.status, headers: response.headers, body: await response.text() }
}

/** An offer that is made now, and the path of its page: pages go by the real clock. */
async function offered(n = 1, madeAt = Date.now()): Promise<{ leadId: string; path: string; acceptBy: number }> {
  const { leadId } = await offerLead(n, madeAt)
  const acceptBy = madeAt + 30 * minuteMs
  return { leadId, acceptBy, path: await offerPath(testCtx(), { leadId, partnerId: 1, acceptBy }) }
}

const historyLength = async () => (await rows<{ n: number }>('SELECT count(*) AS n FROM history'))[0]!.n

const tells = (body: string, ...words: string[]) => {
  for (const word of words) expect(body).toContain(word)
  for (const word of personal) expect(body).not.toContain(word)
}

beforeEach(() => offerWorld())

describe('the page of an offer', () => {
  it('promises what the partner decides by, and nothing of the person, without script, for nobody to frame or keep', async () => {
    const { path } = await offered()
    const { status, headers, body } = await open(path)
    expect(status).toBe(200)
    expect(headers.get('Content-Security-Policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect([headers.get('Cache-Control'), headers.get('Referrer-Policy')]).toEqual(['no-store', 'same-origin'])
    expect(body).not.toMatch(/<script|<link rel="stylesheet"|src="http/)
    expect(body.match(/<h1/g)).toHaveLength(1)
    tells(body, 'NW, NW1', '£10.00, without VAT', 'Kind of house', 'Terraced', 'Accept by', 'Accept for £10.00')
    expect(body).toMatch(/(29|30) minutes left/)
  })

  it('promises that looking changes nothing, however often and by whichever method', async () => {
    const { leadId, path } = await offered()
    const before = await historyLength()
    for (const method of ['GET', 'GET', 'HEAD']) expect((await open(path, method)).status).toBe(200)
    for (const answer of ['accept', 'decline']) expect((await open(`${path}/${answer}`)).status).toBe(405)
    expect(await historyLength()).toBe(before)
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'referred']])
  })

  it('promises that a yes is charged once and delivered, however often it is sent', async () => {
    const { leadId, path } = await offered()
    const answers = await Promise.all([send(`${path}/accept`), send(`${path}/accept`)])
    answers.push(await send(`${path}/accept`))
    expect(answers.map(({ status, headers }) => [status, headers.get('Location')])).toEqual(Array(3).fill([303, path]))
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'delivered']])
    expect(await moneyOf(1)).toEqual([999_000, 0])
    expect((await mails()).filter(({ body }) => body.includes('person1@example.com'))).toHaveLength(1)
    expect((await verifyLedger(testCtx())).findings).toEqual([])
    const { status, body } = await open(path)
    expect(status).toBe(200)
    tells(body, 'You have accepted this lead', 'It comes by e-mail')
    expect(body).not.toContain('<form')
  })

  it('promises that history says who it was and by which way', async () => {
    const { leadId, path } = await offered()
    await send(`${path}/accept`)
    expect(await historyOf(referralId(leadId, 1))).toContainEqual(
      expect.objectContaining({
        event: 'referral.accepted',
        actor: 'ptn_1',
        data: { state: 'accepted', channel: 'link' },
      }),
    )
  })

  it('promises that a no wants a reason, keeps it, and sends the lead on', async () => {
    const { leadId, path } = await offered()
    const { status, body } = await send(`${path}/decline`, { form: { reason: '"x' } })
    expect(status).toBe(422)
    tells(body, 'Say why, in a few words.', 'value="&quot;x"', 'aria-invalid="true"', '<title>Error: ')
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'referred']])

    expect((await send(`${path}/decline`, { form: { reason: ' Too far ' } })).status).toBe(303)
    expect((await send(`${path}/decline`, { form: { reason: 'Once more' } })).status).toBe(303)
    expect((await send(`${path}/accept`)).status).toBe(303)
    expect(await statesOf(leadId)).toEqual([
      ['ptn_1', 'rejected'],
      ['ptn_2', 'delivered'],
    ])
    expect(await moneyOf(1)).toEqual([1_000_000, 0])
    expect(await historyOf(referralId(leadId, 1))).toContainEqual(
      expect.objectContaining({
        event: 'referral.declined',
        actor: 'ptn_1',
        data: { state: 'rejected', reason: 'Too far', channel: 'link' },
      }),
    )
    tells((await open(path)).body, 'You have declined this lead')
  })

  it('promises nothing but its end when its time is over, before and after the sweep', async () => {
    const { leadId, path, acceptBy } = await offered(1, Date.now() - 30 * minuteMs)
    tells((await open(path)).body, 'This offer has ended')
    expect((await send(`${path}/accept`)).status).toBe(303)
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'referred']])
    expect(await moneyOf(1)).toEqual([999_000, 1000])
    await sweepAt(acceptBy)
    tells((await open(path)).body, 'This offer has ended')
    expect(await statesOf(leadId)).toEqual([
      ['ptn_1', 'rejected'],
      ['ptn_2', 'delivered'],
    ])
  })

  it.each([
    [
      'accepted',
      'You have accepted this lead',
      (leadId: string) => acceptReferral(asPartner(), { leadId, partnerId: 1 }),
    ],
    [
      'declined',
      'You have declined this lead',
      (leadId: string) => declineReferral(asPartner(), { leadId, partnerId: 1, reason: 'No room' }),
    ],
    [
      'taken back',
      'This lead was taken back',
      (leadId: string) =>
        unreferReferral(testCtx({ now: Date.now(), actor: admin }), {
          leadId,
          partnerId: 1,
          reason: 'A test of ours',
          reroute: false,
        }),
    ],
  ])('promises to say so when it was %s elsewhere, and to change nothing', async (_, title, act) => {
    const { leadId, path } = await offered()
    await act(leadId)
    const states = await statesOf(leadId)
    for (const answer of ['accept', 'decline'])
      expect((await send(`${path}/${answer}`, { form: { reason: 'Too far' } })).headers.get('Location')).toBe(path)
    tells((await open(path)).body, title)
    expect(await statesOf(leadId)).toEqual(states)
  })

  it('promises nothing behind a link that was changed, is another’s or is old', async () => {
    const { leadId, path, acceptBy } = await offered()
    const ctx = testCtx({ now: Date.now() })
    expect((await open(await offerPath(ctx, { leadId, partnerId: 9, acceptBy }))).status).toBe(404)
    const later = (await offerPath(ctx, { leadId, partnerId: 1, acceptBy: acceptBy + dayMs })).split('.')[0]!
    const wrong = [
      path.slice(0, -1),
      `${later}.${path.split('.')[1]}`,
      path.replace(/00000001~/, '00000002~'),
      await offerPath(ctx, { leadId, partnerId: 1, acceptBy: Date.now() - 31 * dayMs }),
      '/offers/nothing',
    ]
    for (const each of wrong)
      for (const { status, body } of [await open(each), await send(`${each}/accept`), await send(`${each}/decline`)]) {
        expect([each, status]).toEqual([each, 404])
        expect(body).not.toContain('NW1')
      }
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'referred']])
    expect(await readOfferToken(ctx, path.slice('/offers/'.length))).toEqual({ leadId, partnerId: 1, acceptBy })
    const another = { ...ctx, env: { ...ctx.env, TENANT_SECRET: 'another-secret-another-secret-another' } }
    expect(await readOfferToken(another, path.slice('/offers/'.length))).toBe(null)
  })

  it('promises that one caller says yes or no to sixty at once, and that others are not kept out', async () => {
    const [first, second] = [await offered(1), await offered(2)]
    expect((await send(`${first.path}/accept`)).status).toBe(303)
    await rows('UPDATE throttles SET full_at = full_at + 59 * 10000')
    const { status, headers, body } = await send(`${second.path}/accept`)
    expect([status, Number(headers.get('Retry-After')) > 0]).toEqual([429, true])
    tells(body, 'Too many tries.')
    expect(await statesOf(second.leadId)).toEqual([['ptn_1', 'referred']])
    expect((await send(`${second.path}/accept`, { from: '192.0.2.2' })).status).toBe(303)
    expect(await statesOf(second.leadId)).toEqual([['ptn_1', 'delivered']])
  })
})

const asPartner = () => testCtx({ now: Date.now(), actor: partnerActor(1) })
