import { expect, it } from 'vitest'
import type { Clause } from '../../contract/filter.ts'
import { referralId } from '../../contract/id.ts'
import { hourMs, minuteMs } from '../../contract/time.ts'
import { updateReferral } from '../../db/store/referrals.ts'
import { writeTransfer } from '../../db/store/transfers.ts'
import { wakeDueTurns } from '../../db/store/turns.ts'
import { type Posting, release, settle } from '../../worker/domain/billing/postings.ts'
import { addTransaction } from '../../worker/operations/billing/add-transaction.ts'
import { verifyLedger } from '../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../worker/operations/leads/read-lead.ts'
import { readSubmission } from '../../worker/operations/leads/read-submission.ts'
import { referLead } from '../../worker/operations/leads/refer-lead.ts'
import { routeLead } from '../../worker/operations/leads/route-lead.ts'
import { readPerson } from '../../worker/operations/people/read-person.ts'
import { cellsOf, leadWith } from '../../worker/operations/routing/plan-route.ts'
import { Problem } from '../../worker/problem.ts'
import { testCtx, testDb } from '../support/ctx.ts'
import { leadIdAt, type Random, randomFrom } from '../support/random.ts'
import { someHours } from '../support/some-hours.ts'
import { buildWorld, usualFields, usualLead, type WorldPartner, type WorldSetup } from '../support/world.ts'
import { bruteForce } from './reference.ts'

const seeds = Array.from({ length: 24 }, (_, i) => 1000 + i)
const stepsPerSeed = 90

const postcodes = ['NW1 6XE', 'NW10 2AA', 'EC1A 1BB', 'EC2V 7HH', 'SW1A 2AA', 'M1 1AE', 'N1 9GU']
const placeSets = [undefined, ['NW'], ['NW1', 'NW10'], ['EC1'], ['EC1A', 'SW'], ['N', 'M1'], ['EC', 'NW1'], []]
const admin = { kind: 'admin', keyId: 1, keyVersion: 1 } as const
const zones = ['Europe/London', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia']

const fields = [...usualFields, { name: 'rooms', kind: 'number', label: 'Rooms', required: false }]
const chargeSets = [[], [{ point: 'converted', amountMinor: 400, costBps: 5000 }]]
const ownBilling = JSON.stringify({ point: 'qualified', charges: [] })
const filterSets: Clause[][] = [
  [],
  [],
  [{ field: 'rooms', op: 'atLeast', value: 3 }],
  [
    { field: 'rooms', op: 'between', value: { from: 1, to: 6 } },
    { field: 'email', op: 'present' },
  ],
  [{ field: 'postcode', op: 'inArea', value: ['NW', 'EC1'] }],
]
const preferenceSets = [
  {},
  { allowOwnIntroduction: true },
  { blockUnverifiedFca: true },
  { returnsRestoreCap: true },
  { dedupe: { mode: 'all', match: ['email'], action: 'link', clusterOnce: true } },
]

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
  const leadTypeId = 1 + random.below(3)
  const introducerId = random.chance(0.2) ? 1 + random.below(3) : null
  const id = leadIdAt(now, n)
  // A few people come again and again; some of them do not want to hear from somebody.
  const person = random.chance(0.4) ? random.below(6) : n
  const fields = { ...usualLead(person, random.pick(postcodes)), rooms: random.below(9) }
  const lead = { id, leadTypeId, introducerId, channel: 'json', pageUrl: null, fields } as const
  const { route } = await readSubmission(ctx, lead, { fresh: true })
  const { leadType } = route
  const known = leadWith(route, await readPerson(ctx, route))
  const cells = cellsOf(leadTypeId, route.places)
  await ctx.db.batch(wakeDueTurns(ctx.db, cells, now))
  const expected = await bruteForce(ctx, { leadId: id, leadType, lead: known, cells })
  const at = `step ${step}`
  expect(expected.hidden, at).toEqual([])

  const receipt = await captureLead(ctx, lead)
  if (receipt.closedBecause === 'SUPPRESSED') return expect(known.suppressed.has(0), at).toBe(true)
  const byHand = leadType.referralMethod !== 'immediate'
  if (byHand) {
    expect(receipt, at).toMatchObject({ location: 'pending', referrals: 0 })
    await (leadType.referralMethod === 'transfer' ? transfer(now, id) : routeLead(testCtx({ now }), { leadId: id }))
  }
  const { referrals, trace, location } = await readLead(ctx, id)
  // A call goes to one partner at a time, however many the lead may go to.
  const wanted = leadType.referralMethod === 'transfer' ? 1 : leadType.scope
  expect(referrals.map(({ partner }) => partner.id).sort(), at).toEqual(
    expected.order
      .slice(0, wanted)
      .map((partnerId) => `ptn_${partnerId}`)
      .sort(),
  )
  expect(location, at).toBe(expected.order.length > 0 ? 'routed' : byHand ? 'pending' : 'held')
  for (const { partner, failures } of trace?.considered ?? [])
    expect(
      failures.map(({ code }) => code),
      `${at}, ${partner}`,
    ).toEqual(expected.failures.get(Number(partner.slice(4))))
}

/** Somebody has the person on the line, and asks who is next. */
async function transfer(now: number, leadId: string): Promise<void> {
  await referLead(testCtx({ now, actor: admin }), { leadId }).catch((error) => {
    if (!(error instanceof Problem && error.code === 'NOT_ELIGIBLE')) throw error
  })
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
    `UPDATE partners SET repeat_days = ${random.below(3)}, version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET queue_until_open = 1 - queue_until_open, version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET fca_status = iif(fca_status = 'found', 'not_found', 'found'), version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET buys = 1 - buys, version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET buys = 1, version = version + 1 WHERE buys = 0`,
    `UPDATE partners SET transfer_number = iif(transfer_number IS NULL, '+442079460000', NULL), version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET fca_number = iif(fca_number IS NULL, '123456', NULL), version = version + 1 WHERE id = ${partner}`,
    `UPDATE partners SET breaker_until = ${now + 40 * hourMs} WHERE id IN (${partner}, ${1 + (partner % 12)})`,
    'UPDATE partners SET breaker_until = 0 WHERE breaker_until > 0',
    'UPDATE partners SET breaker_until = 0 WHERE breaker_until > 0',
    `UPDATE setups SET price = ${random.below(4) * 700}, version = version + 1 WHERE id = ${setup}`,
    `UPDATE setups SET billing = ${random.pick([`'${ownBilling}'`, 'NULL'])}, version = version + 1 WHERE id = ${setup}`,
    `UPDATE lead_types SET national_price = ${random.pick(['NULL', '1200', '0'])}, version = version + 1 WHERE id = ${1 + random.below(2)}`,
    `UPDATE lead_types SET charges = '${JSON.stringify(random.pick(chargeSets))}', version = version + 1 WHERE id = ${1 + random.below(2)}`,
    `UPDATE setups SET active = 1 - active, version = version + 1 WHERE id = ${setup}`,
    `UPDATE setups SET weight = ${1 + random.below(5)}, version = version + 1 WHERE id = ${setup}`,
    `UPDATE setups SET filters = '${JSON.stringify(random.pick(filterSets))}', version = version + 1 WHERE id = ${setup}`,
    `UPDATE setups SET priority = ${random.below(3)}, version = version + 1 WHERE id = ${setup}`,
    `UPDATE setups SET daily_limit = ${random.below(3)}, version = version + 1 WHERE id = ${setup}`,
    `UPDATE lead_types SET require_fca = 1 - require_fca, version = version + 1 WHERE id = 2`,
    `UPDATE lead_types SET selection = '${random.pick(['longest_wait', 'weighted', 'price'])}', version = version + 1 WHERE id = ${1 + random.below(3)}`,
    `UPDATE lead_types SET referral_method = '${random.pick(['manual', 'transfer'])}', version = version + 1 WHERE id = 3`,
    `UPDATE lead_types SET require_consent = 1 - require_consent, version = version + 1 WHERE id = 3`,
    'UPDATE lead_types SET require_consent = 0, version = version + 1 WHERE require_consent = 1',
    `UPDATE preferences SET settings = '${JSON.stringify(random.pick(preferenceSets))}', version = version + 1`,
    `INSERT OR IGNORE INTO suppressions SELECT key, ${random.pick([0, partner, partner, partner])}, ${now} FROM dedupe_keys LIMIT 1 OFFSET ${random.below(12)}`,
    `UPDATE lead_types SET default_price = ${500 + random.below(3) * 500}, version = version + 1 WHERE id = ${1 + random.below(2)}`,
    'pay',
    'pay',
    'reject',
    'reject',
    'return',
    'charge',
  ])
  if (change === 'pay') await pay(partner, random.below(5) * 1000 + 1, now)
  else if (change === 'charge') await charge(partner, now)
  else if (change === 'reject') await endOne(random, { state: 'rejected', now })
  else if (change === 'return') await endOne(random, { state: 'returned', now })
  else await db.prepare(change).run()
}

async function pay(partner: number, amount: number, now: number): Promise<void> {
  const money = { amount, currency: 'GBP' }
  const paid = { partnerId: partner, kind: 'payment', amount: money, reason: 'simulated' } as const
  await addTransaction(testCtx({ now, actor: admin }), paid)
}

/** A person takes money off: the next lead may be too dear by now. */
async function charge(partner: number, now: number): Promise<void> {
  const amount = { amount: 900, currency: 'GBP' }
  const asked = { partnerId: partner, kind: 'charge', amount, reason: 'simulated' } as const
  await addTransaction(testCtx({ now, actor: admin }), asked).catch((error) => {
    if (!(error instanceof Problem)) throw error
  })
}

/** A partner turns a lead down, or gives it back: the slot and the hold go back, the cap as D18 says. */
async function endOne(random: Random, { state, now }: { state: 'rejected' | 'returned'; now: number }): Promise<void> {
  const db = testDb()
  const { results } = await db
    .prepare("SELECT * FROM referrals WHERE state = 'referred'")
    .all<{ lead_id: string; partner_id: number; price: number; charges: string | null }>()
  if (results.length === 0) return
  const { lead_id: leadId, partner_id: partnerId, price: priceMinor, charges } = random.pick(results)
  const charged = {
    referralId: referralId(leadId, partnerId),
    partnerId,
    priceMinor,
    charges: charges && JSON.parse(charges),
  }
  await db.batch([
    updateReferral(db, {
      leadId,
      partnerId,
      version: 2,
      state,
      deliveredAt: state === 'returned' ? now : null,
      remoteId: null,
      progress: state === 'returned' ? 'accepted' : null,
      releasedAt: now,
    }),
    ...moneyBack(charged, state).flatMap((line) => [
      ...(line.kind === 'refund' ? [causeOf(line, now)] : []),
      writeTransfer(db, line, now),
    ]),
  ])
}

/** No refund without its reversal, as history has it. */
const causeOf = ({ id, amountMinor }: Posting, now: number): D1PreparedStatement =>
  testDb()
    .prepare(
      `INSERT INTO history (id, version, event, actor, at, commit_id, data)
       SELECT ?1, 1 + coalesce((SELECT max(version) FROM history WHERE id = ?1), 0), 'referral.reversed', 'simulated', ?2, 'simulated',
         json_object('refundedMinor', CAST(?3 AS INTEGER))`,
    )
    .bind(id.slice('refund:'.length), now, amountMinor)

/** A refusal releases the hold; a return refunds what was charged, and what was to be charged later goes free. */
function moneyBack(priced: Parameters<typeof release>[0], state: 'rejected' | 'returned'): Posting[] {
  if (state === 'rejected') return release(priced)
  const charges = settle(priced, 'accepted').flatMap((line): Posting[] => [
    line,
    { ...line, id: `refund:${priced.referralId}`, kind: 'refund', debit: 'revenue', credit: 'available' },
  ])
  return [...charges, ...release({ ...priced, progress: 'accepted' })]
}

/** The weights of the arms must be what is ready, always. */
const armsThatMiscount = async () =>
  (
    await testDb()
      .prepare(
        `SELECT a.cell, a.band, a.ready, sum(coalesce(t.weight, 1)) AS really FROM arms a
         JOIN turns t ON t.cell = a.cell AND t.band = a.band AND t.due = 0
         GROUP BY a.cell, a.band HAVING a.ready <> really`,
      )
      .all()
  ).results

function randomWorld(random: Random) {
  const partners: WorldPartner[] = Array.from({ length: 12 }, (_, i) => ({
    id: i + 1,
    online: random.chance(0.85),
    repeatDays: random.pick([0, 0, 0, 1, 30]),
    queueUntilOpen: random.chance(0.3),
    fcaStatus: random.pick(['unverified', 'found', 'not_found']),
    transferNumber: random.chance(0.6) ? '+442079460000' : null,
    introduces: i < 3,
    fcaNumber: random.chance(0.5) ? '123456' : null,
    zone: random.pick(zones),
    dailyLimit: random.chance(0.4) ? 1 + random.below(4) : 0,
    monthlyLimit: random.chance(0.2) ? 3 + random.below(8) : 0,
    creditLimit: random.chance(0.3) ? 2000 : 0,
    creditUnlimited: random.chance(0.1),
    balance: random.below(8) * 1000,
    ...someHours(random),
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
  const pairs = partners.flatMap(({ id }) => [1, 2, 3].map((leadTypeId) => ({ partnerId: id, leadTypeId })))
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
        weight: 1 + random.below(4),
        monthlyLimit: random.chance(0.1) ? 2 + random.below(4) : 0,
        filters: random.pick(filterSets),
        ...(places === undefined ? {} : { places }),
      }
    })
  return {
    leadTypes: [
      { id: 1, fields, scope: 1 + random.below(3), selection: random.pick(['longest_wait', 'price'] as const) },
      { id: 2, fields, scope: 1, selection: random.pick(['longest_wait', 'weighted'] as const) },
      { id: 3, fields, scope: 2, referralMethod: random.pick(['manual', 'transfer'] as const) },
    ],
    partners,
    setups,
  }
}
