import { expect, inject, it } from 'vitest'
import { parseReferralId } from '../../contract/id.ts'
import { hourMs, minuteMs, secondMs } from '../../contract/time.ts'
import { runDue } from '../../worker/jobs/cron.ts'
import { addTransaction } from '../../worker/operations/billing/add-transaction.ts'
import { captureLead } from '../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../worker/operations/leads/read-lead.ts'
import { referLead } from '../../worker/operations/leads/refer-lead.ts'
import { routeLead } from '../../worker/operations/leads/route-lead.ts'
import { redeliverReferral } from '../../worker/operations/referrals/redeliver-referral.ts'
import { resolveReferral } from '../../worker/operations/referrals/resolve-referral.ts'
import { Problem } from '../../worker/problem.ts'
import { testCtx, testDb } from '../support/ctx.ts'
import { allHolds } from '../support/invariants.ts'
import { leadIdAt, type Random, randomFrom } from '../support/random.ts'
import { buildWorld, usualLead } from '../support/world.ts'

const seeds = Array.from({ length: 12 }, (_, i) => 7000 + i)
const stepsPerSeed = 70
const admin = { kind: 'admin', keyId: 1, keyVersion: 1 } as const

interface History {
  random: Random
  now: number
  leads: { id: string; n: number; leadTypeId: number; postcode: string }[]
}

it.each(seeds)(
  'promises that no history of leads, answers, payments and repeats breaks the books, the caps or the scope (seed %i)',
  async (seed) => {
    const history: History = { random: randomFrom(seed), now: Date.UTC(2026, 2, 28, 22), leads: [] }
    await buildWorld(testDb(), randomWorld(history.random))
    for (let step = 0; step < stepsPerSeed; step++) {
      history.now += history.random.chance(0.1)
        ? history.random.below(20) * hourMs
        : history.random.below(600) * secondMs
      await takeStep(history, seed * 1000 + step)
      if (step % 5 === 0) await allHolds(history.now, `seed ${seed}, step ${step}`)
    }
    // Whatever was left under way comes to rest.
    for (let day = 0; day < 4; day++) await sweep(history, history.now + (day + 1) * 20 * hourMs)
    await allHolds(history.now, `seed ${seed}, at rest`)
    await replaysChangeNothing(history)
  },
)

/** One thing that happens, drawn by lot. */
async function takeStep(history: History, n: number): Promise<void> {
  const { random, now } = history
  const draw = random.next()
  if (draw < 0.5) {
    const lead = {
      id: leadIdAt(now, n),
      n,
      leadTypeId: 1 + random.below(2),
      postcode: random.pick(['NW1 6XE', 'M1 1AE', 'SW1A 2AA']),
    }
    history.leads.push(lead)
    const ctx = testCtx({ now })
    await capture(ctx, lead)
    // Now and then the process dies before its jobs run: the sweep must find them.
    if (random.chance(0.7)) await ctx.runStarted()
  } else if (draw < 0.65) await sweep(history, now)
  else if (draw < 0.75) await pay(random, now)
  else if (draw < 0.8 && history.leads.length > 0)
    await refusable(capture(testCtx({ now }), random.pick(history.leads)))
  else if (draw < 0.88) await pauseOrResume(random)
  else await actOnOne(history)
}

const capture = (ctx: ReturnType<typeof testCtx>, { id, n, leadTypeId, postcode }: History['leads'][number]) =>
  captureLead(ctx, {
    id,
    leadTypeId,
    introducerId: null,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(n, postcode),
  })

const sweep = (_: History, now: number) => runDue(() => testCtx({ now }))

const pay = (random: Random, now: number) =>
  refusable(
    addTransaction(testCtx({ now, actor: admin }), {
      partnerId: 1 + random.below(6),
      kind: random.pick(['payment', 'payment', 'charge', 'refund'] as const),
      amount: { amount: 100 + random.below(3000), currency: 'GBP' },
      reason: 'simulated',
    }),
  )

const pauseOrResume = (random: Random) =>
  testDb()
    .prepare('UPDATE partners SET online = 1 - online, version = version + 1 WHERE id = ?')
    .bind(1 + random.below(6))
    .run()

/** Somebody does something with a lead that is there. */
async function actOnOne({ random, now, leads }: History): Promise<void> {
  if (leads.length === 0) return
  const { id } = random.pick(leads)
  const ctx = testCtx({ now, actor: admin })
  const { referrals } = await readLead(ctx, id)
  const referral = referrals.length === 0 ? null : parseReferralId(random.pick(referrals).id)
  const act = random.below(4)
  if (act === 0) await refusable(routeLead(ctx, { leadId: id }))
  else if (act === 1) await refusable(referLead(ctx, { leadId: id, partnerId: 1 + random.below(6) }))
  else if (act === 2 && referral !== null) await refusable(redeliverReferral(ctx, referral))
  else if (act === 3 && referral !== null)
    await refusable(
      resolveReferral(ctx, {
        ...referral,
        outcome: random.pick(['accepted', 'rejected'] as const),
        reason: 'asked them',
      }),
    )
  if (random.chance(0.8)) await ctx.runStarted()
}

/** A refusal is a fine answer; anything else is a fault. */
async function refusable(work: Promise<unknown>): Promise<void> {
  await work.catch((error) => {
    if (!(error instanceof Problem)) throw error
  })
}

async function replaysChangeNothing({ leads, now }: History): Promise<void> {
  const state = () =>
    testDb()
      .prepare(
        'SELECT (SELECT count(*) FROM history) AS history, (SELECT count(*) FROM transfers) AS transfers, (SELECT count(*) FROM referrals) AS referrals, (SELECT count(*) FROM jobs) AS jobs',
      )
      .first()
  const before = await state()
  for (const lead of leads) {
    const first = await readLead(testCtx(), lead.id)
    expect((await capture(testCtx({ now: now + minuteMs }), lead)).receivedAt).toBe(first.receivedAt)
  }
  expect(await state()).toEqual(before)
}

function randomWorld(random: Random) {
  const { http, refused } = inject('outside')
  const answering = (body: unknown, status = 200) =>
    `${http}/answer?status=${status}&body=${encodeURIComponent(JSON.stringify(body))}`
  const addresses = [
    answering({ status: 'accepted', id: 'a' }),
    answering({ status: 'accepted', id: 'b' }),
    answering({ status: 'rejected' }),
    answering({ status: 'duplicate' }),
    answering({}, 500),
    answering({}, 400),
    `${http}/reset`,
    refused,
  ]
  const partners = Array.from({ length: 6 }, (_, i) => ({
    id: i + 1,
    dailyLimit: random.chance(0.4) ? 1 + random.below(4) : 0,
    creditLimit: random.chance(0.4) ? 3000 : 0,
    balance: random.below(12) * 1000,
    zone: random.pick(['Europe/London', 'America/New_York']),
    delivery: random.chance(0.25)
      ? { email: { to: ['buyer@example.com'] }, internet: null }
      : { email: null, internet: { format: 'json', url: random.pick(addresses), headers: {} } },
  }))
  const setups = partners.flatMap(({ id }) =>
    [1, 2].map((leadTypeId) => ({
      id: id * 2 + leadTypeId,
      partnerId: id,
      leadTypeId,
      price: random.pick([null, 0, 700, 1500]),
      priority: random.below(2),
      ...(random.chance(0.3) ? { places: ['NW', 'SW'] } : {}),
    })),
  )
  return {
    leadTypes: [
      { id: 1, scope: 1 },
      { id: 2, scope: 3 },
    ],
    partners,
    setups,
  }
}
