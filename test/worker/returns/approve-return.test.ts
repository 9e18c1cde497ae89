import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, toIso } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { bookAppointment } from '../../../worker/operations/appointments/book-appointment.ts'
import { approveReturn } from '../../../worker/operations/returns/approve-return.ts'
import { clearReturn } from '../../../worker/operations/returns/clear-return.ts'
import { rejectReturn } from '../../../worker/operations/returns/reject-return.ts'
import { reverseReferral } from '../../../worker/operations/reversals/reverse-referral.ts'
import { unreferReferral } from '../../../worker/operations/reversals/unrefer-referral.ts'
import { automate, email, step, template } from '../../support/automation-world.ts'
import { asPartner, historyOf, refusal, rows } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import {
  ask,
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

const later = start + hourMs

const approve = (of: Delivered, settings: { note?: string; reroute?: boolean } = {}, now = later) =>
  approveReturn(at(now), { ...of, note: '', ...settings })

describe('a return that is approved', () => {
  it('promises exactly the money back, the slot free, and the lead with the next partner but never the same', async () => {
    await buyers()
    const of = await delivered()
    await askAs(of)
    const ctx = at(later)
    expect(await approveReturn(ctx, { ...of, note: 'Sorry.' })).toMatchObject({
      state: 'approved',
      note: 'Sorry.',
      automatic: false,
      refunded: { amount: 1000 },
      released: { amount: 0 },
      rerouted: true,
      decidedBy: 'key_901',
    })
    expect(await linesOf('refund')).toEqual([{ id: `refund:${of.ref.replace('ref_', 'rtn_')}`, amount: 1000 }])
    expect(await balanceOf(1)).toMatchObject({ balance: 1_000_000, held: 0 })
    await ctx.runStarted()
    expect(await referralsOf(of.leadId)).toMatchObject([
      { partner_id: 1, state: 'returned' },
      { partner_id: 2, state: 'delivered' },
    ])
    expect(await findings()).toEqual([])
  })

  it('promises that what is still held for later points is released, and nothing more is charged', async () => {
    await buyers({}, { leadTypes: [{ id: 1 }] })
    await testDb()
      .prepare(
        `UPDATE lead_types SET charges = '[{"point":"qualified","amountMinor":400,"costBps":0},{"point":"converted","amountMinor":250,"costBps":0}]', version = 2`,
      )
      .run()
    const of = await delivered()
    expect(await balanceOf(1)).toMatchObject({ balance: 999_000, held: 650 })
    await askAs(of)
    expect(await approve(of)).toMatchObject({ refunded: { amount: 1000 }, released: { amount: 650 } })
    expect(await balanceOf(1)).toMatchObject({ balance: 1_000_000, held: 0 })
    expect(await findings()).toEqual([])
  })

  it('promises that approving it again changes nothing, and that it is decided for good', async () => {
    await buyers()
    const of = await delivered()
    await askAs(of)
    const first = await approve(of)
    expect(await approve(of, { note: 'Again' }, later + dayMs)).toEqual(first)
    expect(await refusal(rejectReturn(at(later), { ...of, note: 'No.' }))).toMatchObject({ code: 'RETURN_DECIDED' })
    expect(await refusal(clearReturn(at(later), of))).toMatchObject({ code: 'RETURN_DECIDED' })
    expect(await refusal(askAs(of, later, { reason: 'language' }))).toMatchObject({ code: 'NOT_RETURNABLE' })
    expect(await linesOf('refund')).toHaveLength(1)
  })

  it('promises that approvals and reversals at once refund once', async () => {
    await buyers()
    const of = await delivered()
    await askAs(of)
    await Promise.all([
      approve(of),
      reverseReferral(at(later), { ...of, reason: 'A mistake' }),
      approve(of),
      reverseReferral(at(later), { ...of, reason: 'A mistake' }),
      approve(of),
    ])
    expect((await linesOf('refund')).map(({ amount }) => amount)).toEqual([1000])
    expect(await balanceOf(1)).toMatchObject({ balance: 1_000_000, held: 0 })
    expect(await rows('SELECT state FROM returns')).toEqual([{ state: 'approved' }])
    expect(await findings()).toEqual([])
  })

  it('promises that approving and rejecting at once is one of them', async () => {
    await buyers()
    const of = await delivered()
    await askAs(of)
    const results = await Promise.allSettled([approve(of), rejectReturn(at(later), { ...of, note: 'No.' })])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const state = (await rows<{ state: string }>('SELECT state FROM returns'))[0]!.state
    expect(await linesOf('refund')).toHaveLength(state === 'approved' ? 1 : 0)
  })

  it('promises that no code path refunds more than was charged', async () => {
    await buyers()
    const of = await delivered()
    const insert = (amount: number) =>
      testDb()
        .prepare(
          `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held)
           SELECT 1, n + 1, ?1, 'revenue', 'available', ?2, 'GBP', 'refund', 0, balance + ?2, held FROM transfers
           WHERE party = 1 ORDER BY n DESC LIMIT 1`,
        )
        .bind(`refund:${of.ref}`, amount)
        .run()
    await expect(insert(1001)).rejects.toThrow('REFUND_TOO_HIGH:1')
    await askAs(of)
    await approve(of)
    await expect(insert(1)).rejects.toThrow('REFUND_TOO_HIGH:1')
  })
})

describe('where the lead goes', () => {
  it.each([
    ['younger than the limit', 48 * hourMs - 1, {}, true],
    ['as old as the limit', 48 * hourMs, {}, false],
    ['old, and a person says so', 100 * hourMs, { reroute: true }, true],
    ['young, and a person says no', hourMs, { reroute: false }, false],
  ] as const)(
    'promises of one that is %s that it goes on or waits for a person',
    async (_what, age, settings, goes) => {
      await buyers({ rerouteHours: 48 })
      const of = await delivered()
      await askAs(of)
      const ctx = at(start + age)
      expect(await approveReturn(ctx, { ...of, note: '', ...settings })).toMatchObject({ rerouted: goes })
      await ctx.runStarted()
      expect((await leadOf(of.leadId)).location).toBe(goes ? 'routed' : 'pending')
      expect((await referralsOf(of.leadId)).length).toBe(goes ? 2 : 1)
      if (!goes)
        expect((await historyOf(of.leadId)).at(-1)).toMatchObject({
          event: 'lead.waiting',
          data: { location: 'pending' },
        })
    },
  )

  it('promises that a lead without consent goes to nobody else', async () => {
    await buyers()
    const of = await delivered()
    await askAs(of, start + 1000, { reason: 'no_consent' })
    expect(await approve(of)).toMatchObject({ rerouted: false })
    expect((await leadOf(of.leadId)).location).toBe('pending')
  })

  it('promises that it stays where others have it, and that of two who leave at once one leaves last', async () => {
    await buyers({ rerouteHours: 0 }, { leadTypes: [{ id: 1, scope: 2 }] })
    const of = await delivered()
    const other = { ...of, partnerId: 2, ref: `${of.ref.slice(0, -8)}00000002` }
    await Promise.all([askAs(of), askAs(other)])
    await Promise.all([approve(of), approve(other)])
    expect((await leadOf(of.leadId)).location).toBe('pending')
    expect(await findings()).toEqual([])
  })

  it('promises that a closed lead stays closed, and the money goes back all the same', async () => {
    await buyers()
    const of = await delivered()
    await testDb().prepare("UPDATE leads SET location = 'closed', stage = 'won' WHERE id = ?").bind(of.leadId).run()
    await askAs(of)
    expect(await approve(of)).toMatchObject({ rerouted: false, refunded: { amount: 1000 } })
    expect((await leadOf(of.leadId)).location).toBe('closed')
  })

  it.each([
    [false, 1],
    [true, 0],
  ])('promises that where returns restore caps is %s, the day counts %i', async (returnsRestoreCap, today) => {
    await buyers({ rerouteHours: 0 }, { preferences: { returnsRestoreCap } })
    const of = await delivered()
    await askAs(of)
    await approve(of)
    expect(await rows('SELECT today FROM partner_counts WHERE partner_id = 1')).toEqual([{ today }])
  })
})

describe('what else it ends', () => {
  it('promises that an appointment ahead is off in the same commit, and its partner hears of it', async () => {
    await buyers({ rerouteHours: 0 })
    const of = await delivered()
    const startsAt = start + 3 * dayMs
    await bookAppointment(at(start + 1000), { ...of, appointment: { startsAt } })
    await askAs(of, start + 2000)
    const ctx = at(later)
    await approveReturn(ctx, { ...of, note: '' })
    const [row] = await rows<{ appointment: string; version: number }>('SELECT appointment, version FROM referrals')
    expect(JSON.parse(row!.appointment)).toMatchObject({ cancelledAt: later, sequence: 1 })
    expect((await historyOf(of.ref)).at(-1)).toMatchObject({
      version: row!.version,
      data: { appointmentCancelled: toIso(startsAt) },
    })
    await ctx.runStarted()
    const [mail] = await rows<{ body: string }>("SELECT body FROM mailbox WHERE subject LIKE 'Cancelled:%'")
    expect(mail!.body).toContain('The lead is not yours any more.')
  })

  it('promises that a redelivery which is under way ends without a charge', async () => {
    await buyers({ rerouteHours: 0 })
    const of = await delivered()
    await askAs(of)
    await testDb()
      .prepare(
        "INSERT INTO jobs (due, id, kind, data, attempts, party) VALUES (?, 'again', 'deliver-referral', ?, 1, 1)",
      )
      .bind(later, JSON.stringify({ leadId: of.leadId, partnerId: 1, mailId: 'again' }))
      .run()
    await approve(of)
    const charged = await linesOf('settle')
    await runDue(() => testCtx({ now: later + hourMs }))
    expect(await rows("SELECT id FROM jobs WHERE kind = 'deliver-referral'")).toEqual([])
    expect(await linesOf('settle')).toEqual(charged)
    expect(await referralsOf(of.leadId)).toMatchObject([{ state: 'returned' }])
  })

  it('promises that the introducer is not paid for it where the policy says so', async () => {
    for (const reverseIntroducer of [false, true]) {
      const n = reverseIntroducer ? 2 : 1
      if (n === 1) await buyers({ rerouteHours: 0, reverseIntroducer })
      else
        await testDb()
          .prepare(
            `UPDATE preferences SET version = version + 1, settings = json_set(settings, '$.returnPolicy.reverseIntroducer', json('true'))`,
          )
          .run()
      await payIntroducer(300)
      const of = await delivered(n, { introducerId: 9 })
      const owed = (await balanceOf(9))!.payable
      await askAs(of)
      expect(await approve(of)).toMatchObject({ introducerReversed: { amount: reverseIntroducer ? 300 : 0 } })
      expect((await balanceOf(9))!.payable).toBe(owed - (reverseIntroducer ? 300 : 0))
    }
    expect(await findings()).toEqual([])
  })

  it('promises one that was asked for before its lead was called back', async () => {
    await buyers({ rerouteHours: 0 })
    const of = await delivered()
    await askAs(of)
    await unreferReferral(at(later), { ...of, reason: 'Meant for another', reroute: false })
    expect(await approve(of)).toMatchObject({ state: 'approved', refunded: { amount: 1000 } })
    expect(await referralsOf(of.leadId)).toMatchObject([{ state: 'returned' }])
    expect(await findings()).toEqual([])
  })
})

describe('what the partner is told', () => {
  it('promises the standard notice of both decisions', async () => {
    await buyers({ rerouteHours: 0 })
    const [one, two] = [await delivered(1), await delivered(2)]
    await askAs(one)
    await askAs(two)
    const ctx = at(later)
    await approveReturn(ctx, { ...one, note: 'Thank you' })
    await rejectReturn(ctx, { ...two, note: 'They answered us' })
    await ctx.runStarted()
    const mails = await rows<{ subject: string; body: string }>(
      "SELECT subject, body FROM mailbox WHERE subject LIKE 'Return %'",
    )
    expect(mails.map(({ subject }) => subject.split(':')[0]).sort()).toEqual(['Return approved', 'Return rejected'])
    expect(mails.map(({ body }) => body).join()).toContain('£10.00')
  })

  it("promises the policy's own template to where the leads go", async () => {
    await buyers({ rerouteHours: 0 })
    const { id } = await template(at(start), {
      kind: 'return',
      subject: 'Return {{return.decision}}',
      text: '{{partner.name}}: {{return.reason}}, {{return.refunded}}. {{return.note}} {{firstName}}',
    })
    await testDb()
      .prepare(
        `UPDATE preferences SET version = version + 1, settings = json_set(settings, '$.returnPolicy.templateId', ?)`,
      )
      .bind(id)
      .run()
    const of = await delivered()
    await askAs(of)
    const ctx = at(later)
    await approveReturn(ctx, { ...of, note: 'Thank you.' })
    await ctx.runStarted()
    expect(await rows("SELECT recipients, body FROM mailbox WHERE subject = 'Return approved'")).toEqual([
      { recipients: '["buyer1@example.com"]', body: 'Partner 1: Wrong number, £10.00. Thank you. Ada' },
    ])
  })

  it('promises that automations hear of both', async () => {
    await buyers({ rerouteHours: 0 })
    const admin = at(start)
    const { id } = await template(admin)
    for (const event of ['return.requested', 'referral.returned'] as const)
      await automate(admin, { event, steps: [step(email(id))] })
    const of = await delivered()
    const asks = at(start + 1000, asPartner(1))
    await ask(of, asks)
    await asks.runStarted()
    const decides = at(later)
    await approveReturn(decides, { ...of, note: '' })
    await decides.runStarted()
    expect(await rows('SELECT event, state FROM automation_runs ORDER BY n')).toEqual([
      { event: 'return.requested', state: 'done' },
      { event: 'referral.returned', state: 'done' },
    ])
  })
})

const payIntroducer = (amount: number) =>
  testDb()
    .prepare(
      `INSERT OR IGNORE INTO introducer_terms (id, version, partner_id, lead_type_id, amount, shares, archived_at)
       VALUES (1, 1, 9, NULL, ?, '[]', NULL)`,
    )
    .bind(amount)
    .run()
