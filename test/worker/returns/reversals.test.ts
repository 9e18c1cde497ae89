import { beforeEach, describe, expect, it } from 'vitest'
import { dayMs, hourMs } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { bookAppointment } from '../../../worker/operations/appointments/book-appointment.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { redeliverReferral } from '../../../worker/operations/referrals/redeliver-referral.ts'
import { approveReturn } from '../../../worker/operations/returns/approve-return.ts'
import { reverseIntroducer } from '../../../worker/operations/reversals/reverse-introducer.ts'
import { reverseLead } from '../../../worker/operations/reversals/reverse-lead.ts'
import { reverseReferral } from '../../../worker/operations/reversals/reverse-referral.ts'
import { unreferReferral } from '../../../worker/operations/reversals/unrefer-referral.ts'
import { historyOf, refusal, rows, strangers } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import {
  askAs,
  at,
  balanceOf,
  buyers,
  type Delivered,
  delivered,
  findings,
  leadOf,
  linesOf,
  referralsOf,
  start,
} from '../../support/return-world.ts'
import { usualLead } from '../../support/world.ts'

const later = start + hourMs
const reason = 'Agreed by telephone'

/** 3.00 are charged when it is accepted, 4.00 when it is qualified; its introducer is owed 2.00. */
const priced = async (scope = 1) => {
  await buyers({ rerouteHours: 0 }, { leadTypes: [{ id: 1, scope, defaultPrice: 300 }] })
  await testDb().batch([
    testDb().prepare(
      `UPDATE lead_types SET charges = '[{"point":"qualified","amountMinor":400,"costBps":0}]', version = 2`,
    ),
    testDb().prepare(
      `INSERT INTO introducer_terms (id, version, partner_id, lead_type_id, amount, shares) VALUES (1, 1, 9, NULL, 200, '[]')`,
    ),
  ])
}

const second = (of: Delivered): Delivered => ({ ...of, partnerId: 2, ref: `${of.ref.slice(0, -8)}00000002` })

const unrefer = (of: Delivered, reroute = false, now = later) => unreferReferral(at(now), { ...of, reason, reroute })

describe('unrefer (F47)', () => {
  beforeEach(() => priced())

  it('promises that no money moves back, that what is held goes free, and that nothing more is charged', async () => {
    const of = await delivered()
    expect(await unrefer(of)).toEqual({
      referralId: of.ref,
      partner: { id: 'ptn_1', name: 'Partner 1' },
      state: 'unreferred',
      refunded: { amount: 0, currency: 'GBP' },
      released: { amount: 400, currency: 'GBP' },
      kept: { amount: 300, currency: 'GBP' },
      rerouted: false,
    })
    expect(await balanceOf(1)).toMatchObject({ balance: 1_000_000 - 300, held: 0 })
    expect(await linesOf('refund')).toEqual([])
    expect((await historyOf(of.ref)).at(-1)).toMatchObject({
      event: 'referral.unreferred',
      data: { reason, state: 'unreferred', keptMinor: 300, releasedMinor: 400 },
    })
    expect((await leadOf(of.leadId)).location).toBe('pending')
    expect(await findings()).toEqual([])
  })

  it('promises the slot to somebody else, where it is asked for, and never to the same partner', async () => {
    const of = await delivered()
    const ctx = at(later)
    expect(await unreferReferral(ctx, { ...of, reason, reroute: true })).toMatchObject({ rerouted: true })
    await ctx.runStarted()
    expect(await referralsOf(of.leadId)).toMatchObject([
      { partner_id: 1, state: 'unreferred' },
      { partner_id: 2, state: 'delivered' },
    ])
    expect(await rows('SELECT partner_id, today FROM partner_counts ORDER BY 1')).toEqual([
      { partner_id: 1, today: 1 },
      { partner_id: 2, today: 1 },
    ])
    expect(await findings()).toEqual([])
  })

  it('promises that one that is on its way is not delivered any more, and costs nothing', async () => {
    const ctx = testCtx({ now: start })
    const fields = usualLead(1)
    const { id } = await captureLead(ctx, { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields })
    await unreferReferral(at(start + 1), { leadId: id, partnerId: 1, reason, reroute: false })
    await ctx.runStarted()
    await runDue(() => testCtx({ now: later }))
    expect(await referralsOf(id)).toMatchObject([{ state: 'unreferred' }])
    expect(await rows("SELECT 1 FROM mailbox WHERE recipients LIKE '%buyer1%'")).toEqual([])
    expect(await rows("SELECT id FROM jobs WHERE kind IN ('deliver-referral', 'send-notice')")).toEqual([])
    expect(await balanceOf(1)).toMatchObject({ balance: 1_000_000, held: 0 })
    expect(await findings()).toEqual([])
  })

  it('promises that once more changes nothing, and that what the partner does not have is not called back', async () => {
    const of = await delivered()
    await Promise.all([unrefer(of), unrefer(of), unrefer(of)])
    expect(await rows("SELECT id FROM history WHERE event = 'referral.unreferred'")).toHaveLength(1)
    expect(await unrefer(of, true, later + dayMs)).toMatchObject({ released: { amount: 0 }, rerouted: false })
    const other = await delivered(2)
    await askAs(other)
    await approveReturn(at(later), { ...other, note: '' })
    expect(await refusal(unrefer(other))).toMatchObject({ code: 'REFERRAL_ENDED' })
  })

  it('promises that it cannot be returned or delivered again: it says what to do instead', async () => {
    const of = await delivered()
    await unrefer(of)
    expect(await refusal(askAs(of))).toMatchObject({
      code: 'NOT_RETURNABLE',
      detail: expect.stringContaining('revers'),
    })
    expect(await refusal(redeliverReferral(at(later), of))).toMatchObject({ code: 'NOT_REDELIVERABLE' })
    expect(await reverseReferral(at(later), { ...of, reason })).toMatchObject({
      state: 'unreferred',
      refunded: { amount: 300 },
    })
    expect(await findings()).toEqual([])
  })

  it('promises that an e-mail copy of it which waits does not leave any more', async () => {
    const of = await delivered()
    await unrefer(of)
    const sent = () => rows("SELECT id FROM mailbox WHERE recipients LIKE '%buyer1%' AND id NOT LIKE 'notice:%'")
    const before = await sent()
    await testDb()
      .prepare("INSERT INTO jobs (due, id, kind, data, attempts) VALUES (?, 'copy', 'copy-by-email', ?, 1)")
      .bind(later, JSON.stringify({ leadId: of.leadId, partnerId: 1 }))
      .run()
    await runDue(() => testCtx({ now: later + hourMs }))
    expect(await sent()).toEqual(before)
    expect(await rows("SELECT id FROM jobs WHERE kind = 'copy-by-email'")).toEqual([])
  })

  it('promises that its appointment is off', async () => {
    const of = await delivered()
    await bookAppointment(at(start + 1000), { ...of, appointment: { startsAt: start + 3 * dayMs } })
    await unrefer(of)
    const [{ appointment }] = (await rows<{ appointment: string }>('SELECT appointment FROM referrals')) as [
      { appointment: string },
    ]
    expect(JSON.parse(appointment)).toMatchObject({ cancelledAt: later, cancelledBecause: reason })
  })
})

describe('reverse referral (F51)', () => {
  beforeEach(() => priced())

  it("promises the buyer's money and nothing else: the lead stays, and so does the introducer's pay", async () => {
    const of = await delivered(1, { introducerId: 9 })
    expect(await reverseReferral(at(later), { ...of, reason })).toMatchObject({
      state: 'delivered',
      refunded: { amount: 300 },
      released: { amount: 400 },
    })
    expect(await balanceOf(1)).toMatchObject({ balance: 1_000_000, held: 0 })
    expect(await balanceOf(9)).toMatchObject({ payable: 200 })
    expect(await linesOf('refund')).toEqual([{ id: `refund:${of.ref}`, amount: 300 }])
    expect(await rows("SELECT note FROM transfers WHERE kind = 'refund'")).toEqual([{ note: reason }])
    expect(await findings()).toEqual([])
  })

  it('promises that once more, and at once, finds nothing left and says so', async () => {
    const of = await delivered()
    const all = await Promise.all(Array.from({ length: 5 }, () => reverseReferral(at(later), { ...of, reason })))
    expect(all.map(({ refunded }) => refunded.amount).sort()).toEqual([0, 0, 0, 0, 300])
    expect(await reverseReferral(at(later), { ...of, reason })).toMatchObject({
      refunded: { amount: 0 },
      released: { amount: 0 },
    })
    expect(await rows("SELECT id FROM history WHERE event = 'referral.reversed'")).toHaveLength(1)
  })

  it('promises that a return after it refunds nothing more, and is a return all the same', async () => {
    const of = await delivered()
    await reverseReferral(at(later), { ...of, reason })
    await askAs(of)
    expect(await approveReturn(at(later), { ...of, note: '' })).toMatchObject({ refunded: { amount: 0 } })
    expect(await referralsOf(of.leadId)).toMatchObject([{ state: 'returned' }])
    expect(await balanceOf(1)).toMatchObject({ balance: 1_000_000, held: 0 })
    expect(await findings()).toEqual([])
  })

  it('promises that nothing is turned back of what is on its way', async () => {
    const { id: leadId } = await captureLead(testCtx({ now: start }), {
      leadTypeId: 1,
      introducerId: null,
      channel: 'json',
      pageUrl: null,
      fields: usualLead(1),
    })
    expect(await refusal(reverseReferral(at(later), { leadId, partnerId: 1, reason }))).toMatchObject({
      code: 'NOT_REVERSIBLE',
    })
    expect(await refusal(reverseLead(at(later), { leadId, reason }))).toMatchObject({ code: 'NOT_REVERSIBLE' })
  })
})

describe('reverse introducer (F50) and reverse (F49)', () => {
  it("promises the introducer's side alone, once", async () => {
    await priced()
    const of = await delivered(1, { introducerId: 9 })
    const all = await Promise.all([1, 2, 3].map(() => reverseIntroducer(at(later), { leadId: of.leadId, reason })))
    expect(all.map(({ reversed }) => reversed.amount).sort()).toEqual([0, 0, 200])
    expect(all[0]!.introducer).toEqual({ id: 'ptn_9', name: 'Partner 9' })
    expect(await balanceOf(9)).toMatchObject({ payable: 0 })
    expect(await balanceOf(1)).toMatchObject({ balance: 1_000_000 - 300, held: 400 })
    expect(await findings()).toEqual([])
  })

  it('promises both sides of every buyer in one step, and nothing on the second time', async () => {
    await priced(2)
    const of = await delivered(1, { introducerId: 9 })
    const { leadId } = of
    expect(await reverseLead(at(later), { leadId, reason })).toMatchObject({
      leadId,
      referrals: [
        { referralId: of.ref, refunded: { amount: 300 }, released: { amount: 400 } },
        { referralId: second(of).ref, refunded: { amount: 300 }, released: { amount: 400 } },
      ],
      introducer: { introducer: { id: 'ptn_9' }, reversed: { amount: 200 } },
    })
    const again = await reverseLead(at(later), { leadId, reason })
    expect(again.referrals.map(({ refunded, released }) => refunded.amount + released.amount)).toEqual([0, 0])
    expect(again.introducer.reversed.amount).toBe(0)
    expect(await balanceOf(1)).toMatchObject({ balance: 1_000_000, held: 0 })
    expect(await balanceOf(2)).toMatchObject({ balance: 1_000_000, held: 0 })
    expect(await balanceOf(9)).toMatchObject({ payable: 0 })
    expect((await historyOf(leadId)).filter(({ event }) => event === 'lead.reversed')).toHaveLength(1)
    expect(await findings()).toEqual([])
  })

  it('promises that a lead that nobody introduced has no such side', async () => {
    await priced()
    const { leadId } = await delivered()
    expect(await reverseIntroducer(at(later), { leadId, reason })).toMatchObject({
      introducer: null,
      reversed: { amount: 0 },
    })
  })

  it('promises all of this to admins only', async () => {
    await priced()
    const of = await delivered()
    for (const actor of strangers) {
      const by = testCtx({ actor })
      for (const work of [
        unreferReferral(by, { ...of, reason, reroute: false }),
        reverseReferral(by, { ...of, reason }),
        reverseIntroducer(by, { ...of, reason }),
        reverseLead(by, { ...of, reason }),
        approveReturn(by, { ...of, note: '' }),
      ])
        expect((await refusal(work)).code).toBe('NOT_ALLOWED')
    }
  })
})
