import { expect, inject, it } from 'vitest'
import type { StoredBilling } from '../../contract/charge.ts'
import { hourMs, minuteMs, secondMs } from '../../contract/time.ts'
import { type JobRow, leaseMs } from '../../db/store/jobs.ts'
import type { Ctx } from '../../worker/context.ts'
import { runDue } from '../../worker/jobs/cron.ts'
import { runJob } from '../../worker/jobs/run-job.ts'
import { findSilentLosses } from '../../worker/operations/leads/find-silent-losses.ts'
import { Problem } from '../../worker/problem.ts'
import { acts, drawAct, introducer, newLead, type Stage, send } from '../support/acts.ts'
import { type TestCtx, testCtx, testDb } from '../support/ctx.ts'
import { type DbFault, faultyDb } from '../support/faulty-db.ts'
import { allHolds } from '../support/invariants.ts'
import { type Random, randomFrom } from '../support/random.ts'
import { buildWorld } from '../support/world.ts'

/** Every run of the suite plays the first of them; `npm run simulate` all 500. */
const seeds = Array.from({ length: inject('seeds') }, (_, i) => 40_000 + i)
const stepsPerSeed = 20
const admin = { kind: 'admin', keyId: 1, keyVersion: 1 } as const

interface Faults extends Stage {
  /** Leads that somebody was told are in. */
  acknowledged: Set<string>
}

it.each(seeds)(
  'promises that no crash, lost answer, job done twice, lost lease or wrong clock breaks the books or loses a lead (seed %i)',
  async (seed) => {
    const random = randomFrom(seed)
    const stage: Faults = {
      random,
      now: Date.UTC(2026, 2, 28, 22),
      partnerIds: [1, 2, 3, 4],
      leadTypeIds: [1, 2, 3],
      leads: [],
      acknowledged: new Set(),
    }
    await buildWorld(testDb(), randomWorld(random))
    await oweTheIntroducer(random)
    for (let step = 0; step < stepsPerSeed; step++) {
      stage.now += random.chance(0.15) ? random.below(20) * hourMs : random.below(300) * secondMs
      const told = await takeStep(stage, seed * 100 + step)
      await nothingIsLost(stage, `seed ${seed}, step ${step}: ${told}`)
    }
    await comeToRest(stage)
    await nothingIsLost(stage, `seed ${seed}, at rest`)
  },
)

it.runIf(seeds.length >= 60)('promises that every act was done in one of them, not only refused', () => {
  expect(acts.map(({ name }) => name).filter((name) => !done.has(name))).toEqual([])
})

/** How often each was. */
const done = new Map<string, number>()

/** A fixed amount a lead, a share of what its buyers are charged, both or nothing. */
const oweTheIntroducer = (random: Random): Promise<unknown> =>
  testDb()
    .prepare(
      'INSERT INTO introducer_terms (id, version, partner_id, lead_type_id, amount, shares) VALUES (1, 1, ?, NULL, ?, ?)',
    )
    .bind(
      introducer,
      random.pick([0, 300]),
      JSON.stringify(
        random.pick([
          [],
          [
            { point: 'accepted', valueBps: 1000 },
            { point: 'converted', valueBps: 500 },
          ],
        ]),
      ),
    )
    .run()

/** One thing that happens, to somebody whose clock may be wrong, with one fault on the way. Gives what it was. */
async function takeStep(stage: Faults, n: number): Promise<string> {
  const { random } = stage
  const fault = drawFault(random)
  const skewMs = random.chance(0.2) ? (random.below(360) - 180) * secondMs : 0
  const ctx = testCtx({
    now: stage.now + skewMs,
    actor: admin,
    db: fault === null ? testDb() : faultyDb(testDb(), fault),
  })
  const name = await attempt(ctx, { isFaulty: fault !== null }, stage, n)
  for (const job of ctx.started.splice(0)) await runSomehow(ctx, random, job)
  return `${name}, ${fault === null ? 'no fault' : `${fault.kind} ${fault.batch}`}, clock ${skewMs / secondMs} s`
}

async function attempt(ctx: TestCtx, { isFaulty }: { isFaulty: boolean }, stage: Faults, n: number): Promise<string> {
  const { random, leads } = stage
  const draw = random.next()
  const lead = draw < 0.35 || leads.length === 0 ? newLead(stage, n) : draw < 0.42 ? random.pick(leads) : null
  const drawn = lead === null && draw >= 0.53 ? await drawAct(stage) : null
  const name = lead !== null ? 'capture' : (drawn?.act.name ?? 'sweep')
  try {
    if (lead !== null) {
      await send(ctx, lead)
      stage.acknowledged.add(lead.id)
    } else if (drawn !== null) {
      await drawn.act.does(ctx, drawn.key, stage)
      done.set(name, 1 + (done.get(name) ?? 0))
    } else await runDue(() => ({ ...ctx, startJob: (job) => ctx.started.push(job) }))
  } catch (error) {
    if (!(error instanceof Problem) && !isFaulty) throw error
  }
  return name
}

const drawFault = (random: Random): DbFault | null =>
  random.chance(0.5)
    ? null
    : {
        kind: random.pick(['crash-before', 'crash-after', 'lost-request', 'lost-answer'] as const),
        batch: 1 + random.below(4),
      }

/** A job that was started at once: it runs, or nobody comes to it, or two do, or a sweep while its worker still stands. */
async function runSomehow(ctx: Ctx, random: Random, job: JobRow): Promise<void> {
  const asJob: Ctx = { ...ctx, actor: { kind: 'job' }, by: 'job', startJob: () => {} }
  const draw = random.next()
  if (draw < 0.5) await runJob(asJob, job)
  else if (draw < 0.65) await Promise.all([runJob(asJob, job), runJob(asJob, job)])
  else if (draw < 0.8) {
    const late = job.due + leaseMs
    await Promise.all([runJob(asJob, job), runDue(() => testCtx({ now: late }))])
  }
}

/** Nothing fails any more: whoever was not told hands its lead in again, and the minutes and days go by. */
async function comeToRest(stage: Faults): Promise<void> {
  for (const lead of stage.leads) {
    await send(testCtx({ now: stage.now }), lead)
    stage.acknowledged.add(lead.id)
  }
  for (let day = 0; day < 3; day++) {
    stage.now += 20 * hourMs
    for (const minute of [0, 6]) await runDue(() => testCtx({ now: stage.now + minute * minuteMs }))
  }
  stage.now += 10 * minuteMs
  const { lost } = await findSilentLosses(testCtx({ now: stage.now }), { hours: 24 * 14 })
  expect(lost).toEqual([])
}

async function nothingIsLost(stage: Faults, at: string): Promise<void> {
  const ids = [...stage.acknowledged]
  const missing = await testDb()
    .prepare('SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM leads)')
    .bind(JSON.stringify(ids))
    .all()
  expect(missing.results, at).toEqual([])
  await allHolds(stage.now, at)
}

function randomWorld(random: Random) {
  const { http, refused } = inject('outside')
  const answering = (body: unknown, status = 200) =>
    `${http}/answer?status=${status}&body=${encodeURIComponent(JSON.stringify(body))}`
  const addresses = [
    answering({ status: 'accepted', id: 'a' }),
    answering({ status: 'accepted', id: 'b' }),
    answering({ status: 'rejected' }),
    answering({}, 500),
    `${http}/reset`,
    refused,
  ]
  const partners = [1, 2, 3, 4].map((id) => ({
    id,
    dailyLimit: random.chance(0.3) ? 1 + random.below(4) : 0,
    creditLimit: random.chance(0.3) ? 3000 : 0,
    balance: random.below(8) * 1000,
    zone: random.pick(['Europe/London', 'America/New_York']),
    delivery: { email: null, internet: { format: 'json', url: random.pick(addresses), headers: {} } },
  }))
  const setups = partners.flatMap(({ id }) =>
    [1, 2, 3].map((leadTypeId) => ({
      id: id * 4 + leadTypeId,
      partnerId: id,
      leadTypeId,
      price: random.pick([null, 0, 700, 1500]),
      priority: random.below(2),
      billing: random.pick([null, ...billings]),
      acceptMinutes: random.chance(0.25) ? 60 : 0,
    })),
  )
  return {
    leadTypes: [
      { id: 1, scope: 1 },
      { id: 2, scope: 2 },
      { id: 3, scope: 1, referralMethod: 'manual' as const },
    ],
    partners: [...partners, { id: introducer, buys: false, introduces: true, balance: 0 }],
    setups,
  }
}

/** Prices that are charged late, and in parts. */
const billings: StoredBilling[] = [
  { point: 'qualified', charges: [] },
  { point: 'accepted', charges: [{ point: 'converted', amountMinor: 400, costBps: 2500 }] },
]
