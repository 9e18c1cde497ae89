import { describe, expect, it } from 'vitest'
import { dayMs, hourMs } from '../../../contract/time.ts'
import { clearReturn } from '../../../worker/operations/returns/clear-return.ts'
import { readReturn, readReturnOptions } from '../../../worker/operations/returns/read-return.ts'
import { rejectReturn } from '../../../worker/operations/returns/reject-return.ts'
import { readReturnRate } from '../../../worker/operations/returns/return-rates.ts'
import { report } from '../../support/billing-world.ts'
import { admin, asPartner, historyOf, refusal, rows } from '../../support/config.ts'
import { testDb } from '../../support/ctx.ts'
import { ask, askAs, at, balanceOf, buyers, delivered, findings, linesOf, start } from '../../support/return-world.ts'

describe('a return that is asked for', () => {
  it('promises that it waits, that the lead stays, and that no money moves', async () => {
    await buyers()
    const of = await delivered()
    const asked = await askAs(of, start + hourMs, { text: 'Rang three times', links: ['https://example.com/a'] })
    expect(asked).toMatchObject({
      id: of.ref.replace('ref_', 'rtn_'),
      state: 'requested',
      reason: 'wrong_number',
      links: ['https://example.com/a'],
      refunded: null,
      decidedAt: null,
      requestedBy: null,
      rerouted: null,
    })
    expect(await rows('SELECT state FROM referrals')).toEqual([{ state: 'delivered' }])
    expect(await linesOf('refund')).toEqual([])
    expect(await findings()).toEqual([])
  })

  it('promises that history keeps the reason and never what people wrote', async () => {
    await buyers()
    const of = await delivered()
    await askAs(of, start + hourMs, { text: 'Robin Example of 1 Example Street' })
    const { event, data } = (await historyOf(of.ref)).at(-1)!
    expect(event).toBe('return.requested')
    expect(data).toEqual({ return: of.ref.replace('ref_', 'rtn_'), reason: 'wrong_number', asked: 1, rateBps: 0 })
  })

  it('promises that asking the same again changes nothing, and something else is refused', async () => {
    await buyers()
    const of = await delivered()
    const first = await askAs(of)
    expect(await askAs(of, start + dayMs)).toEqual(first)
    expect(await refusal(askAs(of, start + dayMs, { reason: 'language' }))).toMatchObject({ code: 'RETURN_EXISTS' })
    expect(await rows("SELECT id FROM history WHERE event = 'return.requested'")).toHaveLength(1)
  })

  it('promises that of ten at once one is asked for, and all get it', async () => {
    await buyers()
    const of = await delivered()
    const all = await Promise.all(Array.from({ length: 10 }, () => askAs(of)))
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(await rows('SELECT asked FROM returns')).toEqual([{ asked: 1 }])
  })

  it('promises that nobody reports progress while a return waits, and anybody once it is cleared', async () => {
    await buyers()
    const of = await delivered()
    await askAs(of)
    for (const actor of [admin, asPartner(1)])
      expect(await refusal(report({ id: of.ref }, 'qualified', { actor, now: start + hourMs }))).toMatchObject({
        code: 'RETURN_OPEN',
      })
    await clearReturn(at(start + hourMs), of)
    expect(await report({ id: of.ref }, 'qualified', { now: start + hourMs })).toMatchObject({ progress: 'qualified' })
  })

  it('promises that a person decides about what was converted, whatever the rule', async () => {
    await buyers({ autoApprove: { withinHours: 24, maxRateBps: 10_000 } })
    const of = await delivered()
    await report({ id: of.ref }, 'converted', { now: start + 500 })
    expect(await askAs(of)).toMatchObject({ state: 'requested', automatic: false })
  })

  it('promises that a rejected one is asked for again only once it was cleared', async () => {
    await buyers()
    const of = await delivered()
    await askAs(of)
    const rejected = await rejectReturn(at(start + hourMs), { ...of, note: 'They answered us.' })
    expect(rejected).toMatchObject({
      state: 'rejected',
      note: 'They answered us.',
      refunded: null,
      decidedBy: 'key_901',
    })
    expect(await refusal(askAs(of, start + 2 * hourMs))).toMatchObject({ code: 'RETURN_EXISTS' })
    expect(await refusal(clearReturn(at(start, asPartner(1)), of))).toMatchObject({ code: 'RETURN_DECIDED' })
    expect(await clearReturn(at(start + 3 * hourMs), of)).toMatchObject({ state: 'cleared', decidedAt: null })
    expect(await askAs(of, start + 4 * hourMs)).toMatchObject({ state: 'requested', note: '' })
    expect(await rows('SELECT asked FROM returns')).toEqual([{ asked: 2 }])
  })

  it('promises that a partner takes its own open return back, and that it counts no more', async () => {
    await buyers()
    const of = await delivered()
    await askAs(of)
    expect(await readReturnRate(at(start + hourMs), 1)).toMatchObject({ returned: 1, rateBps: 10_000 })
    await clearReturn(at(start + hourMs, asPartner(1)), of)
    expect(await readReturnRate(at(start + hourMs), 1)).toMatchObject({ delivered: 1, returned: 0, rateBps: 0 })
  })

  it('promises that what is foreign is as absent as what is missing', async () => {
    await buyers()
    const of = await delivered()
    await askAs(of)
    const other = at(start, asPartner(2))
    for (const work of [ask(of, other), readReturn(other, of), readReturnOptions(other, of), clearReturn(other, of)])
      expect(await refusal(work)).toEqual({ code: 'NOT_FOUND', errors: [] })
    expect(await refusal(readReturn(at(start), { ...of, partnerId: 2 }))).toEqual({ code: 'NOT_FOUND', errors: [] })
  })

  it('promises that the broker is told when a partner asks, and not when it asked itself', async () => {
    await buyers({}, { preferences: { notifyEmails: ['a@example.com', 'b@example.com'] } })
    const [one, two] = [await delivered(1), await delivered(2)]
    await askAs(one)
    await ask(two, at(start + 1000))
    const notices = await rows<{ data: string }>("SELECT data FROM jobs WHERE id LIKE 'notice:return-requested:%'")
    expect(notices.map(({ data }) => JSON.parse(data).to)).toEqual(['a@example.com', 'b@example.com'])
    expect(notices[0]!.data).not.toContain('Person1')
  })
})

describe('the policy', () => {
  it('promises its window to the millisecond', async () => {
    await buyers({ windowHours: 24 })
    const [one, two] = [await delivered(1), await delivered(2)]
    expect(await refusal(askAs(one, one.deliveredAt + 24 * hourMs + 1))).toMatchObject({ code: 'RETURN_WINDOW_OVER' })
    expect((await readReturnOptions(at(start, asPartner(1)), one)).until).toBe(
      new Date(one.deliveredAt + 24 * hourMs).toISOString(),
    )
    expect(await askAs(two, two.deliveredAt + 24 * hourMs)).toMatchObject({ state: 'requested' })
  })

  it("promises that a lead type's own stands before the preferences'", async () => {
    await buyers({ windowHours: 0 })
    const of = await delivered()
    expect(await refusal(askAs(of))).toMatchObject({ code: 'RETURN_WINDOW_OVER' })
    await testDb().prepare(`UPDATE lead_types SET return_policy = '{"windowHours":1}', version = 2`).run()
    expect(await askAs(of)).toMatchObject({ state: 'requested' })
  })

  it('promises its reasons and its evidence, each named where it lacks', async () => {
    await buyers({ reasons: ['wrong_number', 'other'], evidence: ['link'], evidenceNote: 'A recording.' })
    const of = await delivered()
    expect((await refusal(askAs(of, start + 1000, { reason: 'language' }))).errors).toEqual([
      '/reason NOT_ALLOWED',
      '/links REQUIRED',
    ])
    expect(await readReturnOptions(at(start + 1000, asPartner(1)), of)).toMatchObject({
      returnable: true,
      because: null,
      reasons: [{ code: 'wrong_number', label: 'Wrong number' }, { code: 'other' }],
      evidence: ['link'],
      evidenceNote: 'A recording.',
      return: null,
    })
  })

  it('promises that the broker may override it, and nobody else', async () => {
    await buyers({ windowHours: 0, autoApprove: { withinHours: 24, maxRateBps: 10_000 } })
    const of = await delivered()
    expect(await refusal(askAs(of, start + 1, { overridePolicy: true }))).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await ask(of, at(start + 1), { overridePolicy: true })).toMatchObject({ state: 'requested' })
    expect((await historyOf(of.ref)).at(-1)!.data).toMatchObject({ overridden: true })
  })

  it('promises the most that may come back, told with what it is, and no more of it at once', async () => {
    await buyers({ maxRateBps: 5000 })
    const all = []
    for (let n = 1; n <= 4; n += 1) all.push(await delivered(n))
    const results = await Promise.allSettled(all.map((of) => askAs(of)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const left = all[results.findIndex(({ status }) => status === 'rejected')]!
    expect(await refusal(askAs(left))).toEqual({
      code: 'RETURN_RATE_REACHED',
      errors: [],
      detail: 'In the last 30 days 2 of 4 leads came back: 50 %. At most 50 % may.',
    })
    expect(await readReturnRate(at(start + 1000, asPartner(1)), 1)).toMatchObject({
      partner: { id: 'ptn_1' },
      delivered: 4,
      returned: 2,
      requested: 2,
      approved: 0,
      rateBps: 5000,
    })
  })

  it('promises that the rate looks back thirty times 24 hours, the first instant included', async () => {
    await buyers()
    const of = await delivered()
    await askAs(of, of.deliveredAt)
    const rateAt = async (now: number) => (await readReturnRate(at(now), 1)).delivered
    expect(await rateAt(of.deliveredAt + 30 * dayMs)).toBe(1)
    expect(await rateAt(of.deliveredAt + 30 * dayMs + 1)).toBe(0)
  })
})

describe('the rule that approves by itself', () => {
  it('promises that a return under it is approved in the same commit, and the lead goes on', async () => {
    await buyers({ autoApprove: { withinHours: 24, maxRateBps: 10_000 } })
    const of = await delivered()
    const before = await balanceOf(1)
    const ctx = at(of.deliveredAt + 24 * hourMs, asPartner(1))
    expect(await ask(of, ctx)).toMatchObject({
      state: 'approved',
      automatic: true,
      refunded: { amount: 1000, currency: 'GBP' },
      decidedBy: null,
    })
    expect((await balanceOf(1))!.balance).toBe(before!.balance + 1000)
    expect((await historyOf(of.ref)).slice(-2).map(({ event }) => event)).toEqual([
      'return.requested',
      'referral.returned',
    ])
    await ctx.runStarted()
    expect(await rows('SELECT partner_id, state FROM referrals ORDER BY partner_id')).toEqual([
      { partner_id: 1, state: 'returned' },
      { partner_id: 2, state: 'delivered' },
    ])
    expect(await findings()).toEqual([])
  })

  it('promises that what is older, or comes from a partner that returns much, waits for a person', async () => {
    await buyers({ autoApprove: { withinHours: 24, maxRateBps: 0 } })
    const [one, two, three] = [await delivered(1), await delivered(2), await delivered(3)]
    expect((await askAs(one, one.deliveredAt + 24 * hourMs + 1)).state).toBe('requested')
    expect((await askAs(two)).state).toBe('requested')
    await clearReturn(at(start + hourMs, admin), one)
    await clearReturn(at(start + hourMs, admin), two)
    expect((await askAs(three)).state).toBe('approved')
  })
})
