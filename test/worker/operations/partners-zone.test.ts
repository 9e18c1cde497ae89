import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { toLeadId } from '../../../contract/id.ts'
import { dayMs, hourMs } from '../../../contract/time.ts'
import { rekeySql } from '../../../db/store/partner-counts.ts'
import { periodAt } from '../../../worker/domain/schedule/period.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { admin, makeBroker, makeGroup, makePartner, makeSetup, makeType, rows } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'

const at = (now: number) => testCtx({ actor: admin, now })

const zones = ['Europe/London', 'Pacific/Auckland', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']

/** The states that gave their cap back (D18). */
const free = ['rejected', 'duplicate', 'failed']

interface Referred {
  leadId: string
  at: number
  typeId: number
  state: string
}

async function makeWorld(zone: string, now: number): Promise<number> {
  const ctx = at(now)
  const count = (await rows<{ n: number }>('SELECT count(*) AS n FROM broker'))[0]!.n
  if (count === 0) {
    await makeBroker(ctx)
    await makeGroup(ctx)
    await makeType(ctx, { name: 'One' })
    await makeType(ctx, { name: 'Two' })
  }
  const { id } = await makePartner(ctx, { zone })
  for (const leadTypeId of ['typ_1', 'typ_2']) await makeSetup(ctx, { partnerId: id, leadTypeId, allAreas: true })
  return Number(id.slice(4))
}

/** A referral as the claim writes it: the day and month are those of the partner's zone at that instant. */
async function refer(partnerId: number, zone: string, { leadId, at: now, typeId }: Referred): Promise<void> {
  const { day, month } = periodAt(zone, now)
  await testDb().batch([
    testDb()
      .prepare(
        `INSERT INTO leads (id, version, lead_type_id, channel, received_at, location, stage, fields, submission_hash)
         VALUES (?, 1, ?, 'json', ?, 'routed', 'new', '{}', '')`,
      )
      .bind(leadId, typeId, now),
    testDb()
      .prepare(
        `INSERT INTO referrals (lead_id, partner_id, version, setup_id, lead_type_id, method, state, price, referred_at, day, month)
         SELECT ?1, ?2, 1, id, ?3, 'immediate', 'referred', 0, ?4, ?5, ?6 FROM setups WHERE partner_id = ?2 AND lead_type_id = ?3`,
      )
      .bind(leadId, partnerId, typeId, now, day, month),
  ])
}

const move = (partnerId: number, { leadId }: Referred, state: string) =>
  testDb()
    .prepare('UPDATE referrals SET version = version + 1, state = ? WHERE lead_id = ? AND partner_id = ?')
    .bind(state, leadId, partnerId)
    .run()

/** What the database counts, for the day and month that it is in the zone now. */
async function counted(partnerId: number, zone: string, now: number) {
  const { day, month } = periodAt(zone, now)
  const [row] = await rows<Record<string, string | number>>(
    'SELECT * FROM partner_counts WHERE partner_id = ?',
    partnerId,
  )
  if (row === undefined) return { today: 0, thisMonth: 0, byType: [0, 0, 0, 0] }
  const ofType = (text: unknown, type: number, counts: boolean) =>
    counts ? (JSON.parse(text as string)[`t${type}`] ?? 0) : 0
  const [isDay, isMonth] = [row.day === day, row.month === month]
  return {
    today: isDay ? row.today : 0,
    thisMonth: isMonth ? row.this_month : 0,
    byType: [1, 2].flatMap((type) => [
      ofType(row.types_today, type, isDay),
      ofType(row.types_this_month, type, isMonth),
    ]),
  }
}

/** The same by looking at a calendar for every referral. */
function expected(referrals: readonly Referred[], zone: string, now: number) {
  const date = (instant: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(instant)
  const counting = referrals.filter(({ state }) => !free.includes(state))
  const today = counting.filter((referral) => date(referral.at) === date(now))
  const thisMonth = counting.filter((referral) => date(referral.at).slice(0, 7) === date(now).slice(0, 7))
  const ofType = (list: readonly Referred[], type: number) => list.filter(({ typeId }) => typeId === type).length
  return {
    today: today.length,
    thisMonth: thisMonth.length,
    byType: [1, 2].flatMap((type) => [ofType(today, type), ofType(thisMonth, type)]),
  }
}

const world = fc.record({
  from: fc.constantFrom(...zones),
  to: fc.constantFrom(...zones),
  /** Near the beginning of a month, of a day, or anywhere. */
  now: fc.oneof(
    fc.integer({ min: -30, max: 30 }).map((hours) => Date.UTC(2026, 2, 1) + hours * hourMs),
    fc.integer({ min: 0, max: 60 * 24 }).map((hours) => Date.UTC(2026, 9, 1) + hours * hourMs),
  ),
  referrals: fc.array(
    fc.record({
      ago: fc.oneof(fc.integer({ min: 0, max: 30 * hourMs }), fc.integer({ min: 0, max: 40 * dayMs })),
      typeId: fc.constantFrom(1, 2),
      state: fc.constantFrom('referred', 'delivered', 'returned', 'unreferred', 'rejected', 'failed'),
      givenBackLater: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  ),
})

describe('a partner that moves to another zone', () => {
  it('promises counts of its new day and month, which referrals that are given back later come off exactly', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ from, to, now, referrals: wanted }) => {
        const partnerId = await makeWorld(from, now)
        const referrals = wanted
          .map((referral) => ({ ...referral, leadId: toLeadId(uuidv7()), at: now - referral.ago }))
          .sort((a, b) => a.at - b.at)
        for (const referral of referrals) await refer(partnerId, from, referral)
        for (const referral of referrals)
          if (referral.state !== 'referred') await move(partnerId, referral, referral.state)

        await updatePartner(at(now), partnerId, { zone: to })
        expect(await counted(partnerId, to, now)).toEqual(expected(referrals, to, now))

        for (const referral of referrals)
          if (referral.givenBackLater && ['referred', 'delivered'].includes(referral.state)) {
            referral.state = 'rejected'
            await move(partnerId, referral, referral.state)
          }
        expect(await counted(partnerId, to, now)).toEqual(expected(referrals, to, now))

        const next = { leadId: toLeadId(uuidv7()), at: now, typeId: 1, state: 'referred' }
        await refer(partnerId, to, next)
        expect(await counted(partnerId, to, now)).toEqual(expected([...referrals, next], to, now))
      }),
      { numRuns: 25, endOnFailure: true },
    )
  })

  it('promises that a limit which was reached yesterday there is open today here', async () => {
    const now = Date.UTC(2026, 5, 15, 5)
    const partnerId = await makeWorld('Europe/London', now)
    const early = { leadId: toLeadId(uuidv7()), at: Date.UTC(2026, 5, 15, 0), typeId: 1, state: 'referred' }
    await refer(partnerId, 'Europe/London', early)
    await updatePartner(at(now), partnerId, { zone: 'America/New_York' })
    // 14 June 20:00 in New York, where it is 15 June 1:00 by now.
    expect(await counted(partnerId, 'America/New_York', now)).toMatchObject({ today: 0, thisMonth: 1 })
    expect(await rows('SELECT day, month FROM referrals')).toEqual([{ day: 20260614, month: 202606 }])
  })

  it('promises to find the referrals by the partner’s index', async () => {
    const plans = await rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${rekeySql}`, 1, '[]')
    const text = plans.map(({ detail }) => detail).join('\n')
    expect(text).toContain('SEARCH referrals USING INDEX referrals_partner (partner_id=?')
    expect(text).not.toContain('SCAN referrals')
  })
})
