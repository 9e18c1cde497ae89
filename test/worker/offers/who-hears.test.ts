import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { bookAppointment } from '../../../worker/operations/appointments/book-appointment.ts'
import { recipientsOf } from '../../../worker/operations/automations/mail-recipients.ts'
import { acceptReferral } from '../../../worker/operations/offers/accept-referral.ts'
import { answerOffer } from '../../../worker/operations/offers/answer-offer.ts'
import { declineReferral } from '../../../worker/operations/offers/decline-referral.ts'
import { listOffers } from '../../../worker/operations/offers/list-offers.ts'
import { readOffer } from '../../../worker/operations/offers/read-offer.ts'
import { moveWaiting } from '../../../worker/operations/partners/move-waiting.ts'
import { readReferral } from '../../../worker/operations/referrals/read-referral.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { mails, offerLead, offerWorld, partnerActor, start, statesOf } from './offer-world.ts'

const partners = (leadId: string, partnerId: number | null = null) =>
  recipientsOf(testCtx(), leadId, { to: ['partners'], addresses: [], partnerId })

const appointment = { startsAt: start + 24 * hourMs, minutes: 60, place: '1 High Street', note: 'Ring twice' }

describe('before a partner has accepted a lead', () => {
  it('promises that no automation mails it about the lead, nor after it has declined', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    expect(await partners(leadId)).toEqual([])
    expect(await partners(leadId, 1)).toEqual([])
    await declineReferral(testCtx({ now: start + minuteMs }), { leadId, partnerId: 1, reason: 'No room' })
    expect(await partners(leadId, 1)).toEqual([])
  })

  it('promises that one mails it from then on', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    await acceptReferral(testCtx({ now: start + minuteMs }), { leadId, partnerId: 1 })
    expect(await partners(leadId)).toMatchObject([{ who: 'ptn_1' }])
    expect(await partners(leadId, 1)).toMatchObject([{ who: 'ptn_1' }])
  })

  it('promises that a dry run of its yes tells no more than it may know without one', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    const broker = testCtx({ now: start + minuteMs, actor: { kind: 'admin', keyId: 7, keyVersion: 1 } })
    await bookAppointment(broker, { leadId, partnerId: 1, appointment })
    const trying = testCtx({ now: start + 2 * minuteMs, actor: partnerActor(1), dryRun: true })
    const answer = await acceptReferral(trying, { leadId, partnerId: 1 })
    expect(answer).toMatchObject({ state: 'accepted', appointment: { place: '', note: '' } })
  })

  it('promises that it learns when an appointment is, and not where', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    const broker = testCtx({ now: start + minuteMs, actor: { kind: 'admin', keyId: 7, keyVersion: 1 } })
    await bookAppointment(broker, { leadId, partnerId: 1, appointment })
    await broker.runStarted()
    const partner = testCtx({ now: start + 2 * minuteMs, actor: partnerActor(1) })
    const [open] = await listOffers(partner, { partnerId: 1, after: null, limit: 1 })
    expect(open!.offer.appointment).toEqual({
      startsAt: '2026-06-16T11:00:00.000Z',
      endsAt: '2026-06-16T12:00:00.000Z',
    })
    expect(await readReferral(partner, { leadId, partnerId: 1 })).toMatchObject({
      appointment: { place: '', note: '' },
    })
    expect(await mails()).toHaveLength(1)

    await acceptReferral(partner, { leadId, partnerId: 1 })
    await partner.runStarted()
    await sweepAt(start + hourMs)
    expect(await readReferral(partner, { leadId, partnerId: 1 })).toMatchObject({
      appointment: { place: '1 High Street' },
    })
    expect((await mails()).some(({ body }) => body.includes('Ring twice'))).toBe(true)
  })
})

describe('automations', () => {
  const listening = async (event: string): Promise<number> =>
    (await testDb()
      .prepare("SELECT count(*) AS n FROM jobs WHERE kind = 'start-automations' AND data ->> 'event' = ?")
      .bind(event)
      .first<number>('n'))!

  const listen = () =>
    testDb().batch(
      ['referral.accepted', 'referral.declined', 'referral.lapsed', 'referral.rejected'].map((event, i) =>
        testDb()
          .prepare(
            `INSERT INTO automations (id, version, name, event, lead_type_id, condition, steps, on_failure, active)
             VALUES (?, 1, ?, ?, NULL, '{}', '[]', 'stop', 1)`,
          )
          .bind(i + 1, event, event),
      ),
    )

  it.each([
    ['accept', ['referral.accepted']],
    ['decline', ['referral.declined', 'referral.rejected']],
    ['lapse', ['referral.lapsed', 'referral.rejected']],
  ] as const)('promise to hear what became of an offer: %s', async (act, events) => {
    await offerWorld()
    const { leadId } = await offerLead()
    await listen()
    const of = { leadId, partnerId: 1 }
    if (act === 'accept') await acceptReferral(testCtx({ now: start + minuteMs }), of)
    if (act === 'decline') await declineReferral(testCtx({ now: start + minuteMs }), { ...of, reason: 'No room' })
    if (act === 'lapse') {
      const job = await testDb().prepare("SELECT * FROM jobs WHERE kind = 'offer-referral'").first<{ data: string }>()
      await runJob(testCtx({ now: start + 30 * minuteMs }), { ...job, data: JSON.parse(job!.data) } as never)
    }
    for (const event of ['referral.accepted', 'referral.declined', 'referral.lapsed', 'referral.rejected'])
      expect([event, await listening(event)]).toEqual([event, (events as readonly string[]).includes(event) ? 1 : 0])
  })
})

it('promises that an offer which waits until its partner opens moves with the opening', async () => {
  const opens = start + 2 * hourMs
  await offerWorld({
    partners: [{ id: 1, queueUntilOpen: true, openFrom: opens, openUntil: opens + 8 * hourMs }, { id: 2 }],
  })
  await offerLead()
  await testDb().batch(moveWaiting(testCtx({ now: start + minuteMs }), { id: 1, openFrom: start + hourMs } as never))
  const row = await testDb()
    .prepare("SELECT r.deliver_after, r.accept_by, j.due FROM referrals r, jobs j WHERE j.kind = 'offer-referral'")
    .first()
  expect(row).toEqual({
    deliver_after: start + hourMs,
    accept_by: start + hourMs + 30 * minuteMs,
    due: start + hourMs,
  })
})

it('promises that the link of an offer is of no use once its partner is closed', async () => {
  await offerWorld()
  const { leadId } = await offerLead()
  const link = { leadId, partnerId: 1, acceptBy: start + 30 * minuteMs }
  const ctx = testCtx({ now: start + minuteMs, actor: { kind: 'partner', link: 'offer', partnerId: 1 } })
  expect(await readOffer(ctx, link)).not.toBeNull()
  await testDb().prepare("UPDATE partners SET version = version + 1, status = 'closed' WHERE id = 1").run()
  expect(await readOffer(ctx, link)).toBeNull()
  const yes = answerOffer(ctx, link, { answer: { act: 'accept' }, caller: null })
  await expect(yes).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await statesOf(leadId)).toEqual([['ptn_1', 'referred']])
})
