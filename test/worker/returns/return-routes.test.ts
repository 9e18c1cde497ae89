import { beforeEach, describe, expect, it } from 'vitest'
import { referralId } from '../../../contract/id.ts'
import { client } from '../../support/client.ts'
import { rows } from '../../support/config.ts'
import { testDb } from '../../support/ctx.ts'
import { buyers, findings } from '../../support/return-world.ts'
import { seedAdminKey, seedKey } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { usualLead } from '../../support/world.ts'

let admin: ReturnType<typeof client>
let partner: ReturnType<typeof client>
let other: ReturnType<typeof client>

beforeEach(async () => {
  const fetch = settledFetch()
  await buyers({ reverseIntroducer: true })
  admin = client({ key: await seedAdminKey(), fetch })
  const keyOf = async (partnerId: number) => (await seedKey({ kind: 'partner', partnerId })).key
  partner = client({ key: await keyOf(1), fetch })
  other = client({ key: await keyOf(2), fetch })
})

/** Captures leads that partner 1 gets, and gives the ids of the referrals. */
async function sold(count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 1; n <= count; n += 1) {
    const { body } = await admin.post('/v1/leads', { leadTypeId: 'typ_1', introducerId: 'ptn_9', fields: usualLead(n) })
    ids.push(referralId(body.id, 1))
  }
  return ids
}

const rtn = (ref: string): string => ref.replace('ref_', 'rtn_')

describe('one return through the API', () => {
  it('promises the way from asking to the money, told to each by what it may know', async () => {
    const [ref] = (await sold(1)) as [string]
    expect((await partner.get(`/v1/referrals/${ref}/return`)).body).toMatchObject({ returnable: true, return: null })
    const asked = await partner.post(`/v1/referrals/${ref}/return`, {
      reason: 'wrong_number',
      text: 'A bakery answers.',
    })
    expect([asked.status, asked.body.state]).toEqual([201, 'requested'])
    const approved = await admin.post(`/v1/returns/${rtn(ref)}/approve`, { note: 'Sorry for that.' })
    expect(approved.body).toMatchObject({
      state: 'approved',
      refunded: { amount: 1000, currency: 'GBP' },
      rerouted: true,
      introducerReversed: { amount: 0 },
      requestedBy: expect.stringMatching(/^key_/),
      decidedBy: expect.stringMatching(/^key_/),
    })
    const told = (await partner.get(`/v1/returns/${rtn(ref)}`)).body
    expect(told).toEqual({
      ...approved.body,
      rerouted: null,
      introducerReversed: null,
      requestedBy: null,
      decidedBy: null,
    })
    const { body } = await partner.get(`/v1/referrals/${ref}/return`)
    expect([body.returnable, body.because.code, body.return]).toEqual([false, 'NOT_RETURNABLE', told])
  })

  it('promises a partner nothing of what is not its own, and no decision', async () => {
    const [ref] = (await sold(1)) as [string]
    await partner.post(`/v1/referrals/${ref}/return`, { reason: 'language' })
    for (const path of [`/v1/referrals/${ref}/return`, `/v1/returns/${rtn(ref)}`])
      expect((await other.get(path)).body.code).toBe('NOT_FOUND')
    expect((await other.post(`/v1/returns/${rtn(ref)}/clear`)).body.code).toBe('NOT_FOUND')
    expect((await other.get('/v1/returns')).body.items).toEqual([])
    expect((await other.get('/v1/returns?partner=ptn_1')).body.items).toEqual([])
    expect((await other.get('/v1/partners/ptn_1/return-rate')).body.code).toBe('NOT_FOUND')
    for (const act of ['approve', 'reject'])
      expect((await partner.post(`/v1/returns/${rtn(ref)}/${act}`, { note: 'Yes please' })).status).toBe(403)
  })

  it('promises that a dry run shows all that an approval would do, and does nothing', async () => {
    const [ref] = (await sold(1)) as [string]
    await partner.post(`/v1/referrals/${ref}/return`, { reason: 'language' })
    const dry = await admin.post(`/v1/returns/${rtn(ref)}/approve?dryRun=true`, {})
    expect(JSON.stringify(dry.body)).toContain('"refundedMinor":1000')
    expect((await admin.get(`/v1/returns/${rtn(ref)}`)).body.state).toBe('requested')
    expect(await rows("SELECT id FROM transfers WHERE kind = 'refund'")).toEqual([])
  })

  it('promises the same answer to the same Idempotency-Key, whatever came in between', async () => {
    const [ref] = (await sold(1)) as [string]
    const headers = { 'Idempotency-Key': 'return-1' }
    const first = await partner.post(`/v1/referrals/${ref}/return`, { reason: 'language' }, { headers })
    await admin.post(`/v1/returns/${rtn(ref)}/approve`, {})
    const again = await partner.post(`/v1/referrals/${ref}/return`, { reason: 'language' }, { headers })
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('Idempotent-Replay')).toBe('true')
  })

  it.each([
    ['http is no evidence', { links: ['http://example.com/a'] }, '/links/0'],
    ['nor a script', { links: ['javascript:alert(1)'] }, '/links/0'],
    ['nor an address with a name in it', { links: ['https://robin@example.com/a'] }, '/links/0'],
    ['eleven links are too many', { links: Array.from({ length: 11 }, () => 'https://example.com') }, '/links'],
    ['a reason that nobody knows', { reason: 'bored' }, '/reason'],
    ['other without words', { reason: 'other' }, '/text'],
    ['control characters', { text: 'a\u0000b' }, '/text'],
  ])('promises to refuse: %s', async (_what, body, pointer) => {
    const [ref] = (await sold(1)) as [string]
    const { status, body: problem } = await partner.post(`/v1/referrals/${ref}/return`, { reason: 'language', ...body })
    expect([status, problem.code]).toEqual([422, 'INVALID_BODY'])
    expect(problem.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer])
  })
})

describe('many at once', () => {
  it('promises a result to each, and that a bad one keeps nobody', async () => {
    const [one, two, three] = (await sold(3)) as [string, string, string]
    const missing = 'ref_0195e2f4-6a3c-7b21-8d4e-5f7000000001'
    const items = [
      { referralId: one, reason: 'wrong_number' },
      { referralId: missing, reason: 'wrong_number' },
      { referralId: two, reason: 'other' },
      { referralId: three, reason: 'language' },
      { referralId: one, reason: 'wrong_number' },
    ]
    const asked = await partner.post('/v1/returns', { items })
    const results = asked.body.items as {
      id: string
      ok: boolean
      problem: { code: string; errors: unknown[] } | null
    }[]
    expect(results.map(({ id, ok, problem }) => [id, ok, problem?.code ?? null])).toEqual([
      [one, true, null],
      [missing, false, 'NOT_FOUND'],
      [two, false, 'INVALID_BODY'],
      [three, true, null],
      [one, true, null],
    ])
    expect(results[2]!.problem!.errors).toMatchObject([{ pointer: '/text', code: 'REQUIRED' }])
    expect((await partner.post('/v1/returns', { items })).body.items).toEqual(asked.body.items)

    const decisions = [
      { returnId: rtn(one), decision: 'approve', reroute: false },
      { returnId: rtn(two), decision: 'approve' },
      { returnId: rtn(three), decision: 'reject', note: 'They answered us.' },
    ]
    const decided = await admin.post('/v1/returns/decide', { items: decisions })
    const outcomes = decided.body.items as {
      ok: boolean
      return: { state: string } | null
      problem: { code: string } | null
    }[]
    expect(outcomes.map((each) => each.return?.state ?? each.problem?.code)).toEqual([
      'approved',
      'NOT_FOUND',
      'rejected',
    ])
    expect((await admin.post('/v1/returns/decide', { items: decisions })).body.items).toEqual(decided.body.items)
    expect(await rows("SELECT amount FROM transfers WHERE kind = 'refund'")).toEqual([{ amount: 1000 }])
    expect(await findings()).toEqual([])
  })

  it('promises that an Idempotency-Key gets the first answer, and a dry run does nothing', async () => {
    const [one] = (await sold(1)) as [string]
    const body = { items: [{ referralId: one, reason: 'language' }] }
    await partner.post('/v1/returns?dryRun=true', body)
    expect(await rows('SELECT 1 FROM returns')).toEqual([])
    const headers = { 'Idempotency-Key': 'many-1' }
    const first = await partner.post('/v1/returns', body, { headers })
    await partner.post(`/v1/returns/${rtn(one)}/clear`)
    expect((await partner.post('/v1/returns', body, { headers })).body).toEqual(first.body)
    expect((await partner.get(`/v1/returns/${rtn(one)}`)).body.state).toBe('cleared')
  })

  it('promises a bound, and that somebody else’s are as if they were not there', async () => {
    const [one] = (await sold(1)) as [string]
    const items = Array.from({ length: 21 }, () => ({ referralId: one, reason: 'language' }))
    expect((await partner.post('/v1/returns', { items })).body.code).toBe('INVALID_BODY')
    const { body } = await other.post('/v1/returns', { items: items.slice(0, 1) })
    expect(body.items[0]).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } })
  })
})

describe('lists', () => {
  it('promises filters, pages and CSV', async () => {
    const refs = await sold(3)
    for (const [i, reason] of ['language', 'duplicate', 'language'].entries())
      await partner.post(`/v1/referrals/${refs[i]}/return`, { reason, text: '=HYPERLINK("x")' })
    await admin.post(`/v1/returns/${rtn(refs[0]!)}/reject`, { note: 'No, sorry' })
    const ids = async (query: string) =>
      (await admin.get(`/v1/returns${query}`)).body.items.map(({ referralId: id }: { referralId: string }) => id).sort()
    expect(await ids('')).toEqual([...refs].sort())
    expect(await ids('?reason=language')).toEqual([refs[0]!, refs[2]!].sort())
    expect(await ids('?reason=language&state=requested')).toEqual([refs[2]])
    expect(await ids('?partner=ptn_2')).toEqual([])
    expect(await ids('?leadType=typ_1&partner=ptn_1')).toHaveLength(3)
    expect(await ids('?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z')).toEqual([])
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await partner.get(
        `/v1/returns?limit=1${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      )
      seen.push(...body.items.map(({ id }) => id))
      cursor = body.nextCursor
    }
    expect(seen.sort()).toEqual(refs.map(rtn).sort())
    const csv = (await admin.get('/v1/returns?format=csv')).body as string
    expect(csv.split('\r\n')).toHaveLength(5)
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    expect((await admin.get('/v1/returns?cursor=x')).body.code).toBe('INVALID_QUERY')
  })

  it("promises every partner's rate", async () => {
    const [one] = (await sold(4)) as [string]
    await partner.post(`/v1/referrals/${one}/return`, { reason: 'language' })
    const { body } = await admin.get('/v1/return-rates')
    expect(body.items).toMatchObject([
      { partner: { id: 'ptn_1', name: 'Partner 1' }, delivered: 4, returned: 1, requested: 1, rateBps: 2500 },
      { partner: { id: 'ptn_2' }, delivered: 0, returned: 0, rateBps: 0 },
      { partner: { id: 'ptn_3' }, delivered: 0, returned: 0, rateBps: 0 },
    ])
    expect((await partner.get('/v1/partners/ptn_1/return-rate')).body).toMatchObject({ delivered: 4, returned: 1 })
    expect((await admin.get('/v1/return-rates?format=csv')).body).toContain('ptn_1,Partner 1,')
  })
})

describe('the policy as a setting', () => {
  it('promises a lead type its own, the preferences for the rest, and a template that is one for returns', async () => {
    const template = { kind: 'notice', name: 'Wrong', subject: 'About a return', text: 'Hello.' }
    const { id } = (await admin.post('/v1/templates', template)).body
    for (const change of [
      () => admin.patch('/v1/preferences', { returnPolicy: { templateId: id } }),
      () => admin.patch('/v1/lead-types/typ_1', { returnPolicy: { templateId: id } }),
    ]) {
      const { body } = await change()
      expect(body.errors).toMatchObject([{ pointer: '/returnPolicy/templateId', code: 'WRONG_KIND' }])
    }
    const { body: preferences } = await admin.patch('/v1/preferences', { returnPolicy: { windowHours: 24 } })
    expect(preferences.returnPolicy).toMatchObject({ windowHours: 24, rerouteHours: 72, reverseIntroducer: false })
    await admin.patch('/v1/lead-types/typ_1', { returnPolicy: { windowHours: 0 } })
    const [ref] = (await sold(1)) as [string]
    expect((await partner.get(`/v1/referrals/${ref}/return`)).body.because.code).toBe('RETURN_WINDOW_OVER')
    await admin.patch('/v1/lead-types/typ_1', { returnPolicy: null })
    expect((await partner.get(`/v1/referrals/${ref}/return`)).body.because).toBeNull()
    expect(await testDb().prepare('SELECT count(*) AS n FROM returns').first('n')).toBe(0)
  })
})
