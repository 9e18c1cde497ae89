import { describe, expect, it } from 'vitest'
import { referralId } from '../../../contract/id.ts'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { referLead } from '../../../worker/operations/leads/refer-lead.ts'
import { acceptReferral } from '../../../worker/operations/offers/accept-referral.ts'
import { declineReferral } from '../../../worker/operations/offers/decline-referral.ts'
import { listOffers } from '../../../worker/operations/offers/list-offers.ts'
import { listReferrals } from '../../../worker/operations/referrals/list-referrals.ts'
import { readReferral, readTries } from '../../../worker/operations/referrals/read-referral.ts'
import { redeliverReferral } from '../../../worker/operations/referrals/redeliver-referral.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { usualLead } from '../../support/world.ts'
import {
  fields,
  mails,
  moneyOf,
  offerLead,
  offerWorld,
  partnerActor,
  personal,
  start,
  statesOf,
} from './offer-world.ts'

const of = (leadId: string, partnerId = 1) => ({ leadId, partnerId })
const at = (now: number, partnerId = 1) => testCtx({ now, actor: partnerActor(partnerId) })
const acceptedAt = async (leadId: string, now: number) => {
  const ctx = at(now)
  const answer = await acceptReferral(ctx, of(leadId))
  await ctx.runStarted()
  return answer
}
const booksAreRight = async () => expect((await verifyLedger(testCtx())).findings).toEqual([])

describe('an offer', () => {
  it('promises that its partner is told in time, and learns nothing of the person', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'referred']])
    expect(await moneyOf(1)).toEqual([999_000, 1000])
    const [mail, ...others] = await mails()
    expect(others).toEqual([])
    expect(mail).toMatchObject({ recipients: '["buyer1@example.com"]' })
    for (const told of ['NW, NW1', '£10.00', 'Kind of house: Terraced', '15 June 2026 at 12:30 (Europe/London)'])
      expect(mail!.body).toContain(told)
    const shown = JSON.stringify([
      mail,
      await listOffers(at(start), { partnerId: 1, after: null, limit: 10 }),
      await listReferrals(at(start), { partnerId: 1, before: null, limit: 10 }),
      await readReferral(at(start), of(leadId)),
      await readTries(at(start), of(leadId)),
    ])
    for (const word of personal) expect(shown).not.toContain(word)
  })

  it('promises that the list tells what the partner decides by', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    const [open] = await listOffers(at(start), { partnerId: 1, after: null, limit: 10 })
    expect(open!.offer).toEqual({
      id: referralId(leadId, 1),
      leadType: { id: 'typ_1', name: 'Type 1' },
      method: 'immediate',
      places: ['NW', 'NW1'],
      receivedAt: '2026-06-15T11:00:00.000Z',
      offeredAt: '2026-06-15T11:00:00.000Z',
      acceptBy: '2026-06-15T11:30:00.000Z',
      price: { amount: 1000, currency: 'GBP' },
      appointment: null,
      answers: [{ name: 'house', label: 'Kind of house', text: 'Terraced' }],
    })
    expect(await listOffers(at(start + 30 * minuteMs), { partnerId: 1, after: null, limit: 10 })).toEqual([])
    expect(await listOffers(at(start, 2), { partnerId: 2, after: null, limit: 10 })).toEqual([])
  })

  it('promises that an accepted one is charged and delivered, and none before', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    expect(await acceptedAt(leadId, start + 29 * minuteMs)).toMatchObject({ state: 'accepted', acceptBy: null })
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'delivered']])
    expect(await moneyOf(1)).toEqual([999_000, 0])
    const [, lead] = await mails()
    expect(lead!.body).toContain('person1@example.com')
    await sweepAt(start + 31 * minuteMs)
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'delivered']])
    expect(await testDb().prepare('SELECT count(*) AS n FROM jobs').first('n')).toBe(0)
    await booksAreRight()
  })

  it('promises that a declined one goes to the next partner, with the reason on record', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    const ctx = at(start + minuteMs)
    expect(await declineReferral(ctx, { ...of(leadId), reason: 'Too far' })).toMatchObject({ state: 'rejected' })
    await ctx.runStarted()
    expect(await statesOf(leadId)).toEqual([
      ['ptn_1', 'rejected'],
      ['ptn_2', 'delivered'],
    ])
    expect(await moneyOf(1)).toEqual([1_000_000, 0])
    const { timeline } = await readLead(testCtx(), leadId)
    expect(timeline).toContainEqual(
      expect.objectContaining({
        event: 'referral.declined',
        actor: 'key_1',
        data: { state: 'rejected', reason: 'Too far', channel: 'api' },
      }),
    )
    await booksAreRight()
  })

  it('promises that one which nobody accepts lapses in its minute, and goes to the next partner', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    await sweepAt(start + 30 * minuteMs - 1)
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'referred']])
    await sweepAt(start + 30 * minuteMs)
    expect(await statesOf(leadId)).toEqual([
      ['ptn_1', 'rejected'],
      ['ptn_2', 'delivered'],
    ])
    expect((await mails()).map(({ subject }) => subject)).toContain('Too late: a Type 1 lead from Test Broker')
    const { timeline } = await readLead(testCtx(), leadId)
    expect(timeline).toContainEqual(
      expect.objectContaining({
        event: 'referral.lapsed',
        data: { state: 'rejected', because: 'NOT_ACCEPTED_IN_TIME' },
      }),
    )
    expect(await moneyOf(1)).toEqual([1_000_000, 0])
    await booksAreRight()
  })

  it('promises that nobody is charged after its time, whether or not a sweep has come', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    await expect(acceptReferral(at(start + 30 * minuteMs), of(leadId))).rejects.toMatchObject({ code: 'OFFER_LAPSED' })
    await sweepAt(start + 31 * minuteMs)
    await expect(acceptReferral(at(start + 32 * minuteMs), of(leadId))).rejects.toMatchObject({ code: 'NOT_OFFERED' })
    expect(await moneyOf(1)).toEqual([1_000_000, 0])
  })

  it('promises that its time counts from when it was told, however late that was', async () => {
    await offerWorld()
    const ctx = testCtx({ now: start })
    const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) } as const
    const { id } = await captureLead(ctx, lead)
    // Nothing ran for an hour: neither the invocation that took the lead, nor cron.
    await sweepAt(start + hourMs)
    expect(await statesOf(id)).toEqual([['ptn_1', 'referred']])
    const [open] = await listOffers(at(start + hourMs), { partnerId: 1, after: null, limit: 10 })
    expect(open!.offer.acceptBy).toBe('2026-06-15T12:30:00.000Z')
    await sweepAt(start + hourMs + 30 * minuteMs)
    expect(await statesOf(id)).toEqual([
      ['ptn_1', 'rejected'],
      ['ptn_2', 'delivered'],
    ])
  })

  it('promises that nobody else can see or take it, and the broker may in the partner’s name', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    await expect(acceptReferral(at(start, 2), of(leadId))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(declineReferral(at(start, 2), { ...of(leadId), reason: 'Mine' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(listOffers(at(start, 2), { partnerId: 1, after: null, limit: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const admin = testCtx({ now: start, actor: { kind: 'admin', keyId: 7, keyVersion: 1 } })
    expect(await acceptReferral(admin, of(leadId))).toMatchObject({ state: 'accepted' })
  })

  it('promises that it fills its slot, counts and cannot be redelivered before it is accepted', async () => {
    await offerWorld({ partners: [{ id: 1, dailyLimit: 1 }, { id: 2 }] })
    const { leadId } = await offerLead(1)
    const { leadId: second } = await offerLead(2)
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'referred']])
    expect(await statesOf(second)).toEqual([['ptn_2', 'delivered']])
    await expect(redeliverReferral(testCtx({ now: start }), of(leadId))).rejects.toMatchObject({
      code: 'NOT_REDELIVERABLE',
    })
  })

  it('promises that a dry run shows what accepting would do, and does nothing', async () => {
    await offerWorld()
    const { leadId } = await offerLead()
    const ctx = testCtx({ now: start, actor: partnerActor(1), dryRun: true })
    expect(await acceptReferral(ctx, of(leadId))).toMatchObject({ state: 'accepted' })
    expect(ctx.effects).toMatchObject([{ event: 'referral.accepted' }])
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'referred']])
  })

  it('promises that a lead referred by hand is offered too, and a transferred call is not', async () => {
    await offerWorld({
      leadTypes: [{ id: 1, referralMethod: 'manual', fields }],
      partners: [{ id: 1, transferNumber: '+442079460000' }, { id: 2 }],
    })
    const { leadId } = await offerLead(1)
    const { leadId: called } = await offerLead(2)
    const ctx = testCtx({ now: start, actor: { kind: 'admin', keyId: 7, keyVersion: 1 } })
    expect(await referLead(ctx, of(leadId))).toMatchObject({
      state: 'referred',
      acceptBy: '2026-06-15T11:30:00.000Z',
    })
    expect(await referLead(ctx, { ...of(called), method: 'transfer' })).toMatchObject({
      state: 'delivered',
      acceptBy: null,
    })
    await ctx.runStarted()
    await acceptedAt(leadId, start + minuteMs)
    expect(await statesOf(leadId)).toEqual([['ptn_1', 'delivered']])
    await booksAreRight()
  })

  it('promises that for a partner that is closed its time counts from when it opens', async () => {
    const opens = start + 2 * hourMs
    await offerWorld({
      partners: [{ id: 1, queueUntilOpen: true, openFrom: opens, openUntil: opens + 8 * hourMs }, { id: 2 }],
    })
    const { leadId } = await offerLead()
    expect(await mails()).toEqual([])
    expect(await listOffers(at(start), { partnerId: 1, after: null, limit: 10 })).toEqual([])
    await sweepAt(opens)
    const [open] = await listOffers(at(opens), { partnerId: 1, after: null, limit: 10 })
    expect(open!.offer).toMatchObject({ offeredAt: '2026-06-15T13:00:00.000Z', acceptBy: '2026-06-15T13:30:00.000Z' })
    expect(await mails()).toHaveLength(1)
    await sweepAt(opens + 30 * minuteMs)
    expect((await statesOf(leadId))[0]).toEqual(['ptn_1', 'rejected'])
  })
})
