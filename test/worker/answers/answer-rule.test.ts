import { beforeEach, describe, expect, inject, it } from 'vitest'
import { completeDelivery } from '../../../contract/delivery.ts'
import { referralId } from '../../../contract/id.ts'
import { dayMs } from '../../../contract/time.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { client } from '../../support/client.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { seedKey } from '../../support/seed-access.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const path = '/v1/partners/ptn_1/answer-rule'
const { http } = inject('outside')

/** Whatever is said first decides; the rest of each answer is the same. */
const bodies = ['sold', 'unsold', 'sold', 'waiting']

const soldIsAccepted = {
  kind: 'rule',
  accepted: { all: [{ kind: 'pointer', pointer: '/lead/state', oneOf: ['sold'] }] },
}

let api: ReturnType<typeof client>
let partner: ReturnType<typeof client>
let other: ReturnType<typeof client>
let leadIds: string[]

/** Partner 1 has had four leads, and answered each of them in words that the standard reader does not know. */
beforeEach(async () => {
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1, scope: 1 }],
    partners: [{ id: 1 }, { id: 2, delivery: { email: { to: ['two@example.com'] }, internet: null } }],
    setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
  })
  leadIds = []
  const now = Date.now()
  for (const [i, state] of bodies.entries()) {
    await saveServer(say(JSON.stringify({ lead: { state, id: `L-${i}` } })))
    const ctx = testCtx({ now: now - dayMs + i })
    const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(i) } as const
    leadIds.push((await captureLead(ctx, lead)).id)
    await ctx.runStarted()
  }
  api = client({ key: (await seedKey({ kind: 'admin' })).key })
  partner = client({ key: (await seedKey({ kind: 'partner', partnerId: 1 })).key })
  other = client({ key: (await seedKey({ kind: 'partner', partnerId: 2 })).key })
})

/** A server that answers just that. In its path: what a query says is a secret, and hidden in what is kept. */
const say = (body: string) => `${http}/say/${encodeURIComponent(body)}`

const saveServer = (url: string) =>
  updatePartner(testCtx({ actor: { kind: 'job' } }), 1, {
    delivery: completeDelivery({
      email: null,
      internet: { format: 'json', url, headers: { 'X-Key': 'partner-secret' } },
    }),
  })

const everything = async () =>
  JSON.stringify(
    (
      await testDb().batch(
        ['history', 'referrals', 'transfers', 'jobs', 'partners'].map((table) =>
          testDb().prepare(`SELECT * FROM ${table}`),
        ),
      )
    ).map(({ results }) => results),
  )

describe('trying a rule', () => {
  it('promises what it makes of every recorded answer, the newest first, and which it would have changed', async () => {
    const { status, body } = await api.post(`${path}/try`, { rule: soldIsAccepted })
    expect(status).toBe(200)
    expect(
      body.items.map(({ was, now, changed }: never) => [was, (now as { outcome: string }).outcome, changed]),
    ).toEqual([
      ['accepted', 'rejected', true],
      ['accepted', 'accepted', false],
      ['accepted', 'rejected', true],
      ['accepted', 'accepted', false],
    ])
    expect(body).toMatchObject({ changedCount: 2, nextCursor: null })
    expect(body.items[0]).toMatchObject({
      from: 'recorded',
      referralId: referralId(leadIds[3]!, 1),
      version: 1,
      index: null,
    })
  })

  it('promises that nothing is written and no lead is touched', async () => {
    const before = await everything()
    await api.post(`${path}/try`, { rule: soldIsAccepted, answers: [{ status: 200, body: '{}' }] })
    await api.post(`${path}/propose`, { examples: [{ answer: { status: 200, body: '{}' } }] })
    expect(await everything()).toBe(before)
  })

  it('promises that pasted answers come first, compared with what the saved settings make of them', async () => {
    const answers = [{ status: 200, body: '{"lead":{"state":"unsold"}}' }, { status: 503 }]
    const { body } = await partner.post(`${path}/try`, { rule: soldIsAccepted, answers, recorded: false })
    expect(body.items).toMatchObject([
      { from: 'pasted', index: 0, was: 'accepted', now: { outcome: 'rejected' }, changed: true },
      { from: 'pasted', index: 1, was: 'error_retryable', now: { outcome: 'error_retryable' }, changed: false },
    ])
    expect(body.items).toHaveLength(2)
  })

  it('promises the standard reader for no rule, and a ready-made one by its name', async () => {
    const answers = [{ status: 200, body: '{"code":-2,"response":"Duplicate"}' }]
    const outcomeBy = async (rule: unknown) =>
      (await api.post(`${path}/try`, { rule, answers, recorded: false })).body.items[0].now.outcome
    expect(await outcomeBy(null)).toBe('accepted')
    expect(await outcomeBy({ kind: 'reader', reader: 'leadbyte' })).toBe('duplicate')
  })

  it('promises that a partner without a server can try its answers before it gives one', async () => {
    const { body } = await other.post('/v1/partners/ptn_2/answer-rule/try', {
      rule: soldIsAccepted,
      answers: [{ status: 200, body: '{"lead":{"state":"sold"}}' }],
    })
    expect(body.items).toMatchObject([{ was: null, now: { outcome: 'accepted' }, changed: false }])
  })

  it('promises that what is older than 30 days, or purged, is not read', async () => {
    await testDb().prepare('UPDATE history SET raw = NULL WHERE id = ?').bind(referralId(leadIds[0]!, 1)).run()
    const { body } = await api.post(`${path}/try`, { rule: null })
    expect(body.items).toHaveLength(3)
  })

  it('promises that the partner’s secrets and the person are not in the answer', async () => {
    const { body } = await partner.post(`${path}/try`, { rule: soldIsAccepted })
    expect(JSON.stringify(body)).not.toMatch(/partner-secret|Person|example\.com/)
  })

  it('promises pages: every recorded answer once, in order', async () => {
    await testDb()
      .prepare(
        `INSERT INTO history (id, version, event, actor, at, commit_id, data, raw)
         SELECT ?1, n, 'referral.delivery', 'job', ?2, 'c', '{"outcome":"accepted","via":"internet"}',
           '{"answer":{"status":200,"headers":{},"body":"{}","truncated":false}}'
         FROM (WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < 121)
           SELECT n FROM numbers)`,
      )
      .bind(referralId(leadIds[1]!, 1), Date.now())
      .run()
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const { body }: { body: { items: { referralId: string; version: number }[]; nextCursor: string | null } } =
        await api.post(`${path}/try`, { rule: null, cursor })
      expect(body.items.length).toBeLessThanOrEqual(50)
      seen.push(...body.items.map((item) => `${item.referralId}:${item.version}`))
      cursor = body.nextCursor
    } while (cursor !== null)
    expect(new Set(seen).size).toBe(124)
    expect(seen).toHaveLength(124)
  })
})

describe('what is refused', () => {
  it.each<[string, object, string]>([
    [
      'a pattern that cannot be read',
      { rule: { kind: 'rule', rejected: [{ all: [{ kind: 'matches', pattern: '(' }] }] } },
      '/rule/rejected/0/all/0/pattern',
    ],
    ['an unknown reader', { rule: { kind: 'reader', reader: 'nobody' } }, '/rule/reader'],
    ['a cursor of somebody else’s', { rule: null, cursor: 'x' }, '/cursor'],
    ['no rule at all', {}, '/rule'],
    ['an answer without a status', { rule: null, answers: [{ body: '' }] }, '/answers/0/status'],
  ])('promises that %s is, with a pointer', async (_what, body, pointer) => {
    const answer = await api.post(`${path}/try`, body)
    expect(answer.status).toBe(422)
    expect(answer.body.errors[0].pointer).toBe(pointer)
  })

  it('promises that another partner’s answers are as if they were not there', async () => {
    for (const verb of ['try', 'propose']) {
      const body = verb === 'try' ? { rule: null } : { examples: [{ answer: { status: 200 } }] }
      expect((await other.post(`${path}/${verb}`, body)).status).toBe(404)
      expect((await api.post(`/v1/partners/ptn_99/answer-rule/${verb}`, body)).status).toBe(404)
    }
  })

  it('promises that a rule which cannot be read is not saved with a partner either', async () => {
    const internet = {
      format: 'json',
      url: 'https://leads.example.com/',
      answer: { kind: 'rule', reason: { kind: 'matches', pattern: '(a' } },
    }
    const { status, body } = await api.patch('/v1/partners/ptn_1', { delivery: { email: null, internet } })
    expect([status, body.errors[0].pointer]).toEqual([422, '/delivery/internet/answer/reason/pattern'])
  })
})

describe('a proposed rule', () => {
  it('promises to come with its reasons, to be saved as it is, and to read the next answer', async () => {
    const examples = [
      { answer: { status: 200, body: '{"lead":{"state":"sold","id":"L-9"}}' }, means: 'accepted' },
      { answer: { status: 200, body: '{"lead":{"state":"unsold"}}' }, means: 'rejected' },
    ]
    const { body } = await partner.post(`${path}/propose`, { examples })
    expect(body.because.join(' ')).toContain('/lead/state')
    expect(body.readings.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['accepted', 'rejected'])

    const url = say('{"lead":{"state":"unsold","id":"L-9"}}')
    const saved = await api.patch('/v1/partners/ptn_1', {
      delivery: { email: null, internet: { format: 'json', url, headers: {}, answer: body.rule } },
    })
    expect(saved.status).toBe(200)
    expect(saved.body.delivery.internet.answer).toEqual(body.rule)
    const ctx = testCtx({ now: Date.now() })
    const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(9) } as const
    const { id } = await captureLead(ctx, lead)
    await ctx.runStarted()
    const row = await testDb().prepare('SELECT state, remote_id FROM referrals WHERE lead_id = ?').bind(id).first()
    expect(row).toEqual({ state: 'rejected', remote_id: 'L-9' })
  })
})
