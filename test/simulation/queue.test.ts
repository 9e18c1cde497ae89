import { expect, it } from 'vitest'
import { hourMs, minuteMs } from '../../contract/time.ts'
import { wakeDueTurns } from '../../db/store/turns.ts'
import { placesOfLead } from '../../worker/domain/places/schemes.ts'
import { verifyLedger } from '../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../worker/operations/leads/capture-lead.ts'
import { loadLeadType } from '../../worker/operations/leads/load-lead-type.ts'
import { readLead } from '../../worker/operations/leads/read-lead.ts'
import { cellsOf } from '../../worker/operations/routing/plan-route.ts'
import { testCtx, testDb } from '../support/ctx.ts'
import { leadIdAt, type Random, randomFrom } from '../support/random.ts'
import { buildWorld, usualLead, type WorldPartner, type WorldSetup } from '../support/world.ts'
import { bruteForce } from './reference.ts'

const seeds = Array.from({ length: 24 }, (_, i) => 1000 + i)
const stepsPerSeed = 90

const postcodes = ['NW1 6XE', 'NW10 2AA', 'EC1A 1BB', 'EC2V 7HH', 'SW1A 2AA', 'M1 1AE', 'N1 9GU']
const placeSets = [undefined, ['NW'], ['NW1', 'NW10'], ['EC1'], ['EC1A', 'SW'], ['N', 'M1'], ['EC', 'NW1'], []]
const zones = ['Europe/London', 'America/New_York', 'Asia/Kathmandu']

it.each(seeds)(
  'promises that the queue picks whom brute force picks, hides nobody, and explains as the report does (seed %i)',
  async (seed) => {
    const random = randomFrom(seed)
    const db = testDb()
    await buildWorld(db, randomWorld(random))
    // Starts shortly before a clock change and a month's end, so that days and months turn under way.
    let now = random.pick([Date.UTC(2026, 2, 28, 20), Date.UTC(2026, 9, 24, 18), Date.UTC(2026, 11, 31, 12)])
    let routed = 0
    for (let step = 0; step < stepsPerSeed; step++) {
      now += random.chance(0.15) ? random.below(14) * hourMs : random.below(20) * minuteMs + 1
      if (random.chance(0.55)) {
        await routeAndCompare(random, { now, n: seed * 1000 + step, step })
        routed += 1
      } else await changeSomething(random, now)
    }
    expect(routed).toBeGreaterThan(20)
    expect((await verifyLedger(testCtx({ now }))).findings).toEqual([])
    expect(await armsThatMiscount()).toEqual([])
  },
)

async function routeAndCompare(
  random: Random,
  { now, n, step }: { now: number; n: number; step: number },
): Promise<void> {
  const ctx = testCtx({ now })
  const leadTypeId = 1 + random.below(2)
  const postcode = random.pick(postcodes)
  const introducerId = random.chance(0.2) ? 1 + random.below(3) : null
  const id = leadIdAt(now, n)
  const leadType = (await loadLeadType(ctx, leadTypeId, { fresh: true }))!
  const { codes: places, outward } = placesOfLead(postcode)
  const cells = cellsOf(leadTypeId, places)
  await ctx.db.batch(wakeDueTurns(ctx.db, cells, now))
  const lead = { introducerId, places, outward, referredTo: [] }
  const expected = await bruteForce(ctx, { leadId: id, leadType, lead, cells })

  await captureLead(ctx, {
    id,
    leadTypeId,
    introducerId,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(n, postcode),
  })
  const { referrals, trace, location } = await readLead(ctx, id)
  const at = `step ${step}`
  expect(expected.hidden, at).toEqual([])
  expect(referrals.map(({ partner }) => partner.id).sort(), at).toEqual(
    expected.order
      .slice(0, leadType.scope)
      .map((partnerId) => `ptn_${partnerId}`)
      .sort(),
  )
  expect(location, at).toBe(expected.order.length === 0 ? 'held' : 'routed')
  for (const { partner, failures } of trace!.considered)
    expect(
      failures.map(({ code }) => code),
      `${at}, ${partner}`,
    ).toEqual(expected.failures.get(Number(partner.slice(4))))
}

/** What people and partners do between two leads; each as its operation does it: through versions and transfers. */
async function changeSomething(random: Random, now: number): Promise<void> {
  const db = testDb()
  const partner = 1 + random.below(12)
  const setup = 1 + random.below(20)
  const change = random.pick([
    `UPDATE partners SET online = 1 - online, version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET online = 1, status = 'active', version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET status = 'suspended', version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET daily_limit = ${random.below(5)}, version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET credit_limit = ${random.below(4) * 1000}, version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET fca_number = iif(fca_number IS NULL, '123456', NULL), version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET breaker_until = ${now + 40 * hourMs} WHERE id IN (${partner}, ${1 + (partner % 12)})`,
    'UPDATE partners SET breaker_until = 0 WHERE breaker_until > 0',
    'UPDATE partners SET breaker_until = 0 WHERE breaker_until > 0',
    `UPDATE setups SET price = ${random.below(4) * 700}, version = version + 1 WHERE id = ${setup}`,
    `UPDATE setups SET active = 1 - active, version = version + 1 WHERE id = ${setup}`,
    `UPDATE setups SET daily_limit = ${random.below(3)}, version = version + 1 WHERE id = ${setup}`,
    `UPDATE lead_types SET require_fca = 1 - require_fca, version = version + 1 WHERE id = 2`,
    `UPDATE lead_types SET default_price = ${500 + random.below(3) * 500}, version = version + 1 WHERE id = ${1 + random.below(2)}`,
    'pay',
    'pay',
    'reject',
    'reject',
  ])
  if (change === 'pay') await pay(partner, random.below(5) * 1000 + 1, now)
  else if (change === 'reject') await rejectOne(random, now)
  else await db.prepare(change).run()
}

async function pay(partner: number, amount: number, now: number): Promise<void> {
  const { writeTransfer } = await import('../../db/store/transfers.ts')
  const line = {
    id: `pay:${partner}:${now}`,
    party: partner,
    kind: 'payment',
    debit: 'world',
    credit: 'available',
    amountMinor: amount,
  }
  await testDb().batch([writeTransfer(testDb(), line, now)])
}

/** A partner's server turns a lead down: the slot, the cap and the hold go back. */
async function rejectOne(random: Random, now: number): Promise<void> {
  const { updateReferral } = await import('../../db/store/referrals.ts')
  const { writeTransfer } = await import('../../db/store/transfers.ts')
  const { release } = await import('../../worker/domain/billing/postings.ts')
  const { referralId } = await import('../../contract/id.ts')
  const db = testDb()
  const { results } = await db
    .prepare("SELECT * FROM referrals WHERE state = 'referred'")
    .all<{ lead_id: string; partner_id: number; price: number }>()
  if (results.length === 0) return
  const { lead_id: leadId, partner_id: partnerId, price } = random.pick(results)
  await db.batch([
    updateReferral(db, { leadId, partnerId, version: 2, state: 'rejected', deliveredAt: null, remoteId: null }),
    ...release({ referralId: referralId(leadId, partnerId), partnerId, priceMinor: price }).map((line) =>
      writeTransfer(db, line, now),
    ),
  ])
}

/** The weights of the arms must be what is ready, always. */
const armsThatMiscount = async () =>
  (
    await testDb()
      .prepare(
        `SELECT a.cell, a.band, a.ready, count(t.setup_id) AS really FROM arms a
         LEFT JOIN turns t ON t.cell = a.cell AND t.band = a.band AND t.due = 0
         GROUP BY a.cell, a.band HAVING a.ready <> count(t.setup_id)`,
      )
      .all()
  ).results

function randomWorld(random: Random) {
  const partners: WorldPartner[] = Array.from({ length: 12 }, (_, i) => ({
    id: i + 1,
    online: random.chance(0.85),
    introduces: i < 3,
    fcaNumber: random.chance(0.5) ? '123456' : null,
    zone: random.pick(zones),
    dailyLimit: random.chance(0.4) ? 1 + random.below(4) : 0,
    monthlyLimit: random.chance(0.2) ? 3 + random.below(8) : 0,
    creditLimit: random.chance(0.3) ? 2000 : 0,
    creditUnlimited: random.chance(0.1),
    balance: random.below(8) * 1000,
    ...(random.chance(0.35)
      ? {
          schedule: {
            windows: [
              {
                days: [1, 2, 3, 4, 5, 6, 7],
                from: random.pick(['07:00', '09:30', '22:00']),
                to: random.pick(['12:00', '18:00', '02:00']),
              },
            ],
          },
          openFrom: 0,
          openUntil: 0,
        }
      : {}),
    delivery: random.pick([
      { email: { to: ['a@example.com'] }, internet: null },
      { email: null, internet: { format: 'json', url: 'https://buyer.example.com/leads', headers: {} } },
      {
        email: { to: ['a@example.com'] },
        internet: { format: 'json', url: 'https://buyer.example.com/leads', headers: {} },
      },
      ...(random.chance(0.2) ? [{ email: null, internet: null }] : []),
    ]),
  }))
  const pairs = partners.flatMap(({ id }) => [1, 2].map((leadTypeId) => ({ partnerId: id, leadTypeId })))
  const setups: WorldSetup[] = pairs
    .filter(() => random.chance(0.85))
    .map((pair, i) => {
      const places = random.pick(placeSets)
      return {
        id: i + 1,
        ...pair,
        active: random.chance(0.95),
        price: random.chance(0.5) ? null : random.below(3) * 600,
        priority: random.pick([0, 0, 0, 1, 2]),
        ...(places === undefined ? {} : { places }),
      }
    })
  return {
    leadTypes: [
      { id: 1, scope: 1 + random.below(3) },
      { id: 2, scope: 1 },
    ],
    partners,
    setups,
  }
}
