import { describe, expect, inject, it } from 'vitest'
import { parseReferralId } from '../../../contract/id.ts'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { claimDueJob, type JobRow } from '../../../db/store/jobs.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { readTries } from '../../../worker/operations/referrals/read-referral.ts'
import { redeliverReferral } from '../../../worker/operations/referrals/redeliver-referral.ts'
import { resolveReferral } from '../../../worker/operations/referrals/resolve-referral.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)

const internet = (path: string) => ({
  email: null,
  internet: { format: 'json', url: `${inject('outside').http}${path}`, headers: { 'X-Key': 'partner-secret' } },
})

const answering = (body: unknown, status = 200) =>
  internet(`/answer?status=${status}&body=${encodeURIComponent(JSON.stringify(body))}`)

/** Partner 1 is first by priority; partner 2, by e-mail, gets what partner 1 does not take. */
async function firstPartnerDelivers(delivery: unknown): Promise<void> {
  await buildWorld(testDb(), {
    partners: [{ id: 1, delivery }, { id: 2 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, priority: 1 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  })
}

async function capture(): Promise<string> {
  const ctx = testCtx({ now: start })
  const { id } = await captureLead(ctx, {
    leadTypeId: 1,
    introducerId: null,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(1),
  })
  await ctx.runStarted()
  return id
}

const sweepAt = (now: number) => runDue(() => testCtx({ now }))

async function statesOf(id: string): Promise<[string, string][]> {
  const { referrals } = await readLead(testCtx(), id)
  return referrals.map(({ partner, state }) => [partner.id, state])
}

/** [available, held] of a partner that began with 1,000,000. */
async function moneyOf(partner: number): Promise<number[]> {
  const row = await testDb()
    .prepare(
      'SELECT balance - held AS available, held FROM transfers WHERE party = ? ORDER BY transfers.n DESC LIMIT 1',
    )
    .bind(partner)
    .first<{ available: number; held: number }>()
  return [row!.available, row!.held]
}

const mails = async () =>
  (await testDb().prepare('SELECT subject FROM mailbox ORDER BY at, id').all<{ subject: string }>()).results.map(
    ({ subject }) => subject,
  )

const booksAreRight = async () => expect((await verifyLedger(testCtx())).findings).toEqual([])

describe('what the partner’s server says', () => {
  it('promises that accepted is charged, with the partner’s own id on record and its secret nowhere', async () => {
    await firstPartnerDelivers(answering({ status: 'accepted', id: 'A-77' }))
    const id = await capture()
    const { referrals } = await readLead(testCtx(), id)
    expect(referrals).toMatchObject([{ partner: { id: 'ptn_1' }, state: 'delivered', remoteId: 'A-77' }])
    expect(await moneyOf(1)).toEqual([999_000, 0])
    const { items } = await readTries(testCtx(), parseReferralId(referrals[0]!.id)!)
    expect(items).toMatchObject([
      { attempt: 1, outcome: 'accepted', via: 'internet', request: { method: 'POST' }, answer: { status: 200 } },
    ])
    expect(JSON.stringify(items)).not.toContain('partner-secret')
    await booksAreRight()
  })

  it.each([
    ['rejected', () => answering({ status: 'rejected', reason: 'Not our postcode' }), 'rejected'],
    ['duplicate', () => answering({ status: 'duplicate' }), 'duplicate'],
    ['a final refusal', () => answering({ error: 'bad field' }, 422), 'failed'],
  ])('promises that %s releases the hold and goes to the next partner', async (_, delivery, state) => {
    await firstPartnerDelivers(delivery())
    const id = await capture()
    expect(await statesOf(id)).toEqual([
      ['ptn_1', state],
      ['ptn_2', 'delivered'],
    ])
    expect(await moneyOf(1)).toEqual([1_000_000, 0])
    expect(await moneyOf(2)).toEqual([999_000, 0])
    expect((await mails()).some((subject) => subject.startsWith('Not delivered'))).toBe(state === 'failed')
    await booksAreRight()
  })

  it('promises that a passing error keeps the hold and is tried again until it works', async () => {
    await firstPartnerDelivers(answering({}, 503))
    const id = await capture()
    expect(await statesOf(id)).toEqual([['ptn_1', 'referred']])
    expect(await moneyOf(1)).toEqual([999_000, 1000])
    await testDb()
      .prepare('UPDATE partners SET delivery = ?, version = version + 1 WHERE id = 1')
      .bind(JSON.stringify(answering({ status: 'accepted' })))
      .run()
    await sweepAt(start + 6 * minuteMs)
    expect(await statesOf(id)).toEqual([['ptn_1', 'delivered']])
    await booksAreRight()
  })

  it('promises that both deliveries set means: the server decides, e-mail gets a copy', async () => {
    await firstPartnerDelivers({ ...answering({ status: 'accepted' }), email: { to: ['copy@example.com'] } })
    await capture()
    expect(await mails()).toHaveLength(1)
  })
})

describe('silence', () => {
  it('promises that an unknown outcome keeps the hold and never goes to another partner by itself', async () => {
    await firstPartnerDelivers(internet('/reset'))
    const id = await capture()
    for (const after of [2 * minuteMs, 10 * minuteMs, 45 * minuteMs, 5 * hourMs, 30 * hourMs])
      await sweepAt(start + after)
    expect(await statesOf(id)).toEqual([['ptn_1', 'unknown']])
    expect(await moneyOf(1)).toEqual([999_000, 1000])
    await booksAreRight()
  })

  it.each([
    ['accepted', [['ptn_1', 'delivered']], [999_000, 0]],
    [
      'rejected',
      [
        ['ptn_1', 'rejected'],
        ['ptn_2', 'delivered'],
      ],
      [1_000_000, 0],
    ],
  ] as const)('promises that a person can say that it was %s', async (outcome, states, money) => {
    await firstPartnerDelivers(internet('/reset'))
    const id = await capture()
    const { referrals } = await readLead(testCtx(), id)
    const ctx = testCtx({ now: start + hourMs, actor: { kind: 'admin', keyId: 1, keyVersion: 1 } })
    await resolveReferral(ctx, { ...parseReferralId(referrals[0]!.id)!, outcome, reason: 'Rang them' })
    await ctx.runStarted()
    expect(await statesOf(id)).toEqual(states)
    expect(await moneyOf(1)).toEqual(money)
    await sweepAt(start + 2 * hourMs)
    expect(await statesOf(id)).toEqual(states)
    await booksAreRight()
  })

  it('promises that what never reached the server goes to the next partner after half an hour', async () => {
    await firstPartnerDelivers({
      email: null,
      internet: { format: 'json', url: inject('outside').refused, headers: {} },
    })
    const id = await capture()
    await sweepAt(start + 10 * minuteMs)
    expect(await statesOf(id)).toEqual([['ptn_1', 'referred']])
    await sweepAt(start + 31 * minuteMs)
    for (const minutes of [33, 35]) await sweepAt(start + minutes * minuteMs)
    expect(await statesOf(id)).toEqual([
      ['ptn_1', 'failed'],
      ['ptn_2', 'delivered'],
    ])
    await booksAreRight()
  })
})

describe('jobs', () => {
  const jobOf = async (): Promise<JobRow> => {
    const row = (await testDb().prepare('SELECT * FROM jobs').first<JobRow & { data: string }>())!
    return { ...row, data: JSON.parse(row.data as unknown as string) }
  }

  it('promises that a job whose process died is found by the sweep, once its lease is over', async () => {
    await firstPartnerDelivers(answering({ status: 'accepted' }))
    const ctx = testCtx({ now: start })
    const { id } = await captureLead(ctx, {
      leadTypeId: 1,
      introducerId: null,
      channel: 'json',
      pageUrl: null,
      fields: usualLead(1),
    })
    await sweepAt(start + 30_000)
    expect(await statesOf(id)).toEqual([['ptn_1', 'referred']])
    await sweepAt(start + 61_000)
    expect(await statesOf(id)).toEqual([['ptn_1', 'delivered']])
  })

  it('promises that two sweeps at once claim a job once', async () => {
    await firstPartnerDelivers(answering({ status: 'accepted' }))
    await captureLead(testCtx({ now: start }), {
      leadTypeId: 1,
      introducerId: null,
      channel: 'json',
      pageUrl: null,
      fields: usualLead(1),
    })
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimDueJob(testDb(), { now: start + hourMs })))
    expect(claims.filter((claimed) => claimed !== null)).toHaveLength(1)
  })

  it('promises that the same job run twice charges once', async () => {
    await firstPartnerDelivers(answering({ status: 'accepted' }))
    const ctx = testCtx({ now: start })
    await captureLead(ctx, { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) })
    const job = await jobOf()
    await Promise.all([
      runJob(testCtx({ now: start }), job),
      runJob(testCtx({ now: start }), job),
      runJob(testCtx({ now: start }), job),
    ])
    const { n } = (await testDb()
      .prepare("SELECT count(*) AS n FROM transfers WHERE kind = 'settle'")
      .first<{ n: number }>())!
    expect(n).toBe(1)
    await booksAreRight()
  })

  it('promises that a worker that lost its lease settles nothing', async () => {
    await firstPartnerDelivers(answering({ status: 'accepted' }))
    const ctx = testCtx({ now: start })
    const { id } = await captureLead(ctx, {
      leadTypeId: 1,
      introducerId: null,
      channel: 'json',
      pageUrl: null,
      fields: usualLead(1),
    })
    const stale = await jobOf()
    await claimDueJob(testDb(), { now: start + hourMs })
    await runJob(testCtx({ now: start + hourMs }), stale)
    expect(await statesOf(id)).toEqual([['ptn_1', 'referred']])
  })
})

describe('a redelivery', () => {
  it('promises that it goes out under the same reference and charges nothing', async () => {
    await firstPartnerDelivers(answering({ status: 'accepted' }))
    const id = await capture()
    const { referrals } = await readLead(testCtx(), id)
    const ctx = testCtx({ now: start + hourMs, actor: { kind: 'admin', keyId: 1, keyVersion: 1 } })
    await redeliverReferral(ctx, parseReferralId(referrals[0]!.id)!)
    await ctx.runStarted()
    const { items } = await readTries(testCtx(), parseReferralId(referrals[0]!.id)!)
    expect(items).toHaveLength(2)
    const references = items.map(({ request }) => JSON.parse((request as { body: string }).body).reference)
    expect(new Set(references)).toEqual(new Set([referrals[0]!.id]))
    expect(await moneyOf(1)).toEqual([999_000, 0])
    await booksAreRight()
  })
})
