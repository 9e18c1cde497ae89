import { describe, expect, inject, it } from 'vitest'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { acceptReferral } from '../../../worker/operations/offers/accept-referral.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { takeLead } from '../../support/take-lead.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)

const answering = (status: number) => ({
  email: null,
  internet: { format: 'json', url: `${inject('outside').http}/answer?status=${status}`, headers: {} },
})

const capture = (n: number, now: number): Promise<string> => takeLead({ fields: usualLead(n) }, testCtx({ now }))

const statesOf = async (id: string) =>
  (await readLead(testCtx(), id)).referrals.map(({ partner, state }) => `${partner.id} ${state}`)

/** What keeps new leads from a partner (F3, F10, F26, F33, F34, F41), as SQL that says `version + 1`. */
const stops: [string, string[]][] = [
  ['paused', ['UPDATE partners SET online = 0, version = version + 1 WHERE id = 1']],
  [
    'closed for the day',
    [
      `UPDATE partners SET schedule = '{"windows":[{"days":[1],"from":"09:00","to":"13:05"}],"holidays":[]}', version = version + 1,
         open_from = ${start + 7 * 24 * hourMs}, open_until = ${start + 8 * 24 * hourMs} WHERE id = 1`,
    ],
  ],
  ['suspended', ["UPDATE partners SET status = 'suspended', version = version + 1 WHERE id = 1"]],
  ['at its limit', ['UPDATE partners SET daily_limit = 1, version = version + 1 WHERE id = 1']],
  [
    'without money',
    [
      `INSERT INTO history (id, version, event, actor, at, commit_id, data)
       SELECT 'txn_spent', 1, 'transaction.added', 'x', 0, 'x', json_object('partner', 'ptn_1', 'amountMinor', held - balance)
       FROM transfers WHERE party = 1 ORDER BY n DESC LIMIT 1`,
      `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held)
       SELECT party, n + 1, 'manual:spent', 'available', 'revenue', balance - held, 'GBP', 'adjustment', 0, held, held
       FROM transfers WHERE party = 1 ORDER BY n DESC LIMIT 1`,
    ],
  ],
  ['without the FCA number that its type asks for', ['UPDATE lead_types SET require_fca = 1, version = version + 1']],
]

async function world(acceptMinutes = 0): Promise<void> {
  await buildWorld(testDb(), {
    partners: [
      { id: 1, delivery: answering(503) },
      { id: 2, fcaNumber: '123456', fcaStatus: 'found' },
    ],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, priority: 1, acceptMinutes },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  })
}

const mend = () =>
  testDb()
    .prepare('UPDATE partners SET delivery = ?, version = version + 1 WHERE id = 1')
    .bind(JSON.stringify(answering(200)))
    .run()

describe('a partner that gets no new leads', () => {
  it.each(stops)('promises, %s, to get what it was referred before, and nothing new', async (_, sql) => {
    await world()
    const before = await capture(1, start)
    for (const each of sql) await testDb().prepare(each).run()
    const after = await capture(2, start + minuteMs)
    expect(await statesOf(after)).toEqual(['ptn_2 delivered'])
    await mend()
    await sweepAt(start + hourMs)
    expect(await statesOf(before)).toEqual(['ptn_1 delivered'])
    expect((await verifyLedger(testCtx())).findings).toEqual([])
  })

  it.each(stops)('promises, %s, that the retries of what it accepted and paid for go on', async (_, sql) => {
    await world(30)
    const id = await capture(1, start)
    const ctx = testCtx({ now: start + minuteMs })
    await acceptReferral(ctx, { leadId: id, partnerId: 1 })
    for (const each of sql) await testDb().prepare(each).run()
    await ctx.runStarted()
    expect(await statesOf(id)).toEqual(['ptn_1 accepted'])
    await mend()
    await sweepAt(start + 2 * hourMs)
    expect(await statesOf(id)).toEqual(['ptn_1 delivered'])
    expect(await testDb().prepare("SELECT count(*) AS n FROM transfers WHERE kind = 'settle'").first('n')).toBe(1)
  })

  it.each(stops)('promises, %s, that an offer which was made stands', async (_, sql) => {
    await world(30)
    const id = await capture(1, start)
    for (const each of sql) await testDb().prepare(each).run()
    const ctx = testCtx({ now: start + minuteMs })
    expect(await acceptReferral(ctx, { leadId: id, partnerId: 1 })).toMatchObject({ state: 'accepted' })
  })
})

describe('a referral that is ended while a try is out', () => {
  it.each(['returned', 'unreferred'])('promises, %s, to charge nothing, and keeps the try on record', async (state) => {
    await world()
    await mend()
    const id = await (async () => {
      const ctx = testCtx({ now: start })
      const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) } as const
      return (await captureLead(ctx, lead)).id
    })()
    const end = () =>
      testDb().batch([
        testDb().prepare(
          `INSERT INTO history (id, version, event, actor, at, commit_id)
           SELECT 'ref_' || substr(lead_id, 6, 28) || printf('%08x', partner_id), version + 1, 'referral.ended', 'test', 0, 'test'
           FROM referrals`,
        ),
        testDb().prepare('UPDATE referrals SET version = version + 1, state = ?').bind(state),
      ])
    await sweepThrough(end)
    expect(await statesOf(id)).toEqual([`ptn_1 ${state}`])
    expect(await testDb().prepare("SELECT count(*) AS n FROM transfers WHERE kind = 'settle'").first('n')).toBe(0)
    expect(await testDb().prepare("SELECT count(*) AS n FROM jobs WHERE kind = 'deliver-referral'").first('n')).toBe(0)
    const { timeline } = await readLead(testCtx(), id)
    expect(timeline.at(-1)).toMatchObject({
      event: 'referral.delivery',
      data: { outcome: 'accepted', state, money: 'keep' },
    })
  })
})

/** A sweep that somebody meets between its try and its commit. */
async function sweepThrough(work: () => Promise<unknown>): Promise<void> {
  const db = meanwhile(testDb(), 1, work)
  const ctx = testCtx({ now: start + 2 * minuteMs, db })
  await runDue(() => ctx)
}
