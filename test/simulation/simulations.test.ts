import * as v from 'valibot'
import { expect, it } from 'vitest'
import { referralId } from '../../contract/id.ts'
import { newSimulationSchema } from '../../contract/simulation.ts'
import { hourMs, minuteMs } from '../../contract/time.ts'
import { updateReferral } from '../../db/store/referrals.ts'
import { writeTransfer } from '../../db/store/transfers.ts'
import { release } from '../../worker/domain/billing/postings.ts'
import { hashBits } from '../../worker/domain/routing/hash-bits.ts'
import { rankAtWeightedStart } from '../../worker/domain/routing/rank.ts'
import { captureLead } from '../../worker/operations/leads/capture-lead.ts'
import { routeLead } from '../../worker/operations/leads/route-lead.ts'
import { secretBits } from '../../worker/operations/setups/secret-bits.ts'
import { twoFutures } from '../../worker/operations/simulations/two-futures.ts'
import { testCtx, testDb } from '../support/ctx.ts'
import { leadIdAt, type Random, randomFrom } from '../support/random.ts'
import { someHours } from '../support/some-hours.ts'
import { buildWorld, usualFields, usualLead, type World, type WorldPartner } from '../support/world.ts'

const seeds = Array.from({ length: 12 }, (_, i) => 7000 + i)
const leadsPerSeed = 70

const postcodes = ['NW1 6XE', 'NW10 2AA', 'EC1A 1BB', 'EC2V 7HH', 'SW1A 2AA', 'M1 1AE', 'N1 9GU']
const placeSets = [undefined, ['NW'], ['NW1', 'NW10'], ['EC1'], ['EC1A', 'SW'], ['N', 'M1'], ['EC', 'NW1']]
const fields = [...usualFields, { name: 'rooms', kind: 'number', label: 'Rooms', required: false } as const]

/**
 * The simulator is worth something only if it is the engine. Leads come one at a time to a fresh world; some are turned
 * down by whoever got them, and go on to the next. Then the same leads are simulated under the same settings.
 */
it.each(seeds)(
  'promises that under the present settings every lead goes where it really went (seed %i)',
  async (seed) => {
    const random = randomFrom(seed)
    await buildWorld(testDb(), randomWorld(random))
    await drawTieBits()
    let now = random.pick([Date.UTC(2026, 2, 28, 20), Date.UTC(2026, 9, 24, 18), Date.UTC(2026, 11, 31, 12)])
    for (let n = 0; n < leadsPerSeed; n++) {
      now += random.chance(0.15) ? random.below(14) * hourMs : random.below(20) * minuteMs + 1
      await sendLead(random, { now, n })
    }

    const request = v.parse(newSimulationSchema, { last: leadsPerSeed })
    const { leads, baseline, proposed } = await twoFutures(testCtx({ now: now + minuteMs }), request)
    expect(leads).toHaveLength(leadsPerSeed)
    const simulated = leads.map(({ id }) => named(baseline.taken.get(id)))
    const really = leads.map(({ referrals }) => named(referrals.filter(({ turnedDown }) => !turnedDown)))
    expect(simulated.map((line, i) => `${i} ${line}`)).toEqual(really.map((line, i) => `${i} ${line}`))
    expect(really.filter((line) => line !== '').length).toBeGreaterThan(leadsPerSeed / 3)
    expect(proposed).toEqual(baseline)
  },
)

const named = (taken: readonly { partnerId: number; priceMinor: number }[] = []): string =>
  taken
    .map(({ partnerId, priceMinor }) => `ptn_${partnerId} at ${priceMinor}`)
    .sort()
    .join(', ')

async function sendLead(random: Random, { now, n }: { now: number; n: number }): Promise<void> {
  const ctx = testCtx({ now })
  const id = leadIdAt(now, n)
  const person = random.chance(0.4) ? random.below(6) : n
  await captureLead(ctx, {
    id,
    leadTypeId: 1 + random.below(3),
    introducerId: random.chance(0.2) ? 1 + random.below(3) : null,
    channel: 'json',
    pageUrl: null,
    fields: { ...usualLead(person, random.pick(postcodes)), rooms: random.below(9) },
  })
  if (random.chance(0.15)) await turnDown(random, { now, leadId: id })
}

/** Whoever got it turns it down at once, and it is routed on. */
async function turnDown(random: Random, { now, leadId }: { now: number; leadId: string }): Promise<void> {
  const db = testDb()
  const { results } = await db
    .prepare("SELECT partner_id, price FROM referrals WHERE lead_id = ? AND state = 'referred'")
    .bind(leadId)
    .all<{ partner_id: number; price: number }>()
  if (results.length === 0) return
  const { partner_id: partnerId, price } = random.pick(results)
  const lines = release({ referralId: referralId(leadId, partnerId), partnerId, priceMinor: price })
  await db.batch([
    updateReferral(db, { leadId, partnerId, version: 2, state: 'rejected', deliveredAt: null, remoteId: null }),
    ...lines.map((line) => writeTransfer(db, line, now)),
  ])
  await routeLead(testCtx({ now }), { leadId })
}

/** Turns that were never served stand where createSetup puts them: by the bits that break ties, not by their number. */
async function drawTieBits(): Promise<void> {
  const db = testDb()
  const { results } = await db
    .prepare('SELECT cell, setup_id, weight FROM turns')
    .all<{ cell: number; setup_id: number; weight: number | null }>()
  const moves = results.map(async ({ cell, setup_id: setupId, weight }) => {
    const tieBits = hashBits({ secretBits: await secretBits(testCtx().env.TENANT_SECRET, setupId), setupId, cell })
    const rank = weight === null ? tieBits : rankAtWeightedStart(weight, tieBits)
    return db.prepare('UPDATE turns SET rank = ? WHERE cell = ? AND setup_id = ?').bind(rank, cell, setupId)
  })
  await db.batch(await Promise.all(moves))
}

function randomWorld(random: Random): World {
  const partners = Array.from(
    { length: 12 },
    (_, i): WorldPartner => ({
      id: i + 1,
      online: random.chance(0.85),
      introduces: i < 3,
      zone: random.pick(['Europe/London', 'America/New_York', 'Asia/Kathmandu']),
      dailyLimit: random.chance(0.4) ? 1 + random.below(4) : 0,
      monthlyLimit: random.chance(0.2) ? 3 + random.below(8) : 0,
      creditLimit: random.chance(0.3) ? 2000 : 0,
      creditUnlimited: random.chance(0.2),
      balance: random.below(12) * 1000,
      repeatDays: random.pick([0, 0, 0, 1, 30]),
      queueUntilOpen: random.chance(0.2),
      ...someHours(random),
    }),
  )
  const pairs = partners.flatMap(({ id }) => [1, 2, 3].map((leadTypeId) => ({ partnerId: id, leadTypeId })))
  return {
    leadTypes: [
      { id: 1, fields, scope: 1 + random.below(3), holdHours: 0 },
      { id: 2, fields, scope: 1, holdHours: 0, selection: 'weighted' },
      {
        id: 3,
        fields,
        scope: 2,
        holdHours: 0,
        selection: 'price',
        nationalPrice: random.pick([null, 1400, 0]),
        charges: random.pick([[], [{ point: 'converted', amountMinor: 300, costBps: 0 }]]),
      },
    ],
    preferences: random.pick([
      {},
      { allowOwnIntroduction: true },
      {
        dedupe: {
          mode: 'all',
          days: 30,
          scope: 'everywhere',
          match: ['email'],
          combine: 'any',
          action: 'link',
          clusterOnce: true,
        },
      },
    ]),
    partners,
    setups: pairs
      .filter(() => random.chance(0.85))
      .map((pair, i) => {
        const places = random.pick(placeSets)
        return {
          id: i + 1,
          ...pair,
          active: random.chance(0.95),
          price: random.chance(0.5) ? null : random.below(4) * 600,
          priority: random.pick([0, 0, 0, 1, 2]),
          weight: 1 + random.below(4),
          dailyLimit: random.chance(0.2) ? 1 + random.below(3) : 0,
          filters: random.chance(0.2) ? [{ field: 'rooms', op: 'atLeast' as const, value: 3 }] : [],
          ...(places === undefined ? {} : { places }),
        }
      }),
  }
}
