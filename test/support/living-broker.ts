import { inject } from 'vitest'
import { completeDelivery } from '../../contract/delivery.ts'
import { eligibilityCodes } from '../../contract/eligibility.ts'
import { parseReferralId } from '../../contract/id.ts'
import { secondMs } from '../../contract/time.ts'
import { claimDueJob } from '../../db/store/jobs.ts'
import { isOverridable } from '../../worker/domain/eligibility/overridable.ts'
import { runJob } from '../../worker/jobs/run-job.ts'
import { addTransaction } from '../../worker/operations/billing/add-transaction.ts'
import { updateLeadGroup } from '../../worker/operations/lead-groups/update-lead-group.ts'
import { updateLeadType } from '../../worker/operations/lead-types/update-lead-type.ts'
import { captureLead } from '../../worker/operations/leads/capture-lead.ts'
import { startLooks } from '../../worker/operations/leads/look-again.ts'
import { moveStage } from '../../worker/operations/leads/move-stage.ts'
import { readLead } from '../../worker/operations/leads/read-lead.ts'
import { referLead } from '../../worker/operations/leads/refer-lead.ts'
import { routeLead } from '../../worker/operations/leads/route-lead.ts'
import { pausePartner } from '../../worker/operations/partners/pause-partner.ts'
import { resumePartner } from '../../worker/operations/partners/resume-partner.ts'
import { updatePartner } from '../../worker/operations/partners/update-partner.ts'
import { updatePreferences } from '../../worker/operations/preferences/update-preferences.ts'
import { redeliverReferral } from '../../worker/operations/referrals/redeliver-referral.ts'
import { resolveReferral } from '../../worker/operations/referrals/resolve-referral.ts'
import { updateSetup } from '../../worker/operations/setups/update-setup.ts'
import { addSuppressions } from '../../worker/operations/suppressions/add-suppressions.ts'
import { removeSuppressions } from '../../worker/operations/suppressions/remove-suppressions.ts'
import { Problem } from '../../worker/problem.ts'
import { admin, gbp, makeBroker, makeGroup, makePartner, makeSetup, makeType } from './config.ts'
import { type TestCtx, testCtx } from './ctx.ts'
import { leadIdAt, type Random } from './random.ts'
import { usualFields, usualLead } from './world.ts'

/** A broker under way, for simulations: everything that happens to it happens through operations, by lot. */
export interface LivingBroker {
  random: Random
  now: number
  /** How many clocks were read since the last thing happened. */
  ticks: number
  leads: string[]
  /** How many partners there are beside the house, and how many lead types. */
  partners: number
  leadTypes: number
  setups: number
}

const postcodes = ['NW1 6XE', 'NW10 2AA', 'EC1A 1BB', 'SW1A 2AA', 'M1 1AE', '']
const placeSets = [['NW'], ['NW1', 'NW10'], ['EC1'], ['EC1A', 'SW'], ['M1']]
const filters = [
  { field: 'postcode', op: 'present' as const },
  { field: 'firstName', op: 'equals' as const, value: 'Grace' },
]
const zones = ['Europe/London', 'America/New_York', 'Asia/Kathmandu']
const shares = { name: 'shared', kind: 'consent', label: 'Pass it on', required: false, wording: 'Yes', version: '1' }

const agreed = { granted: true, version: '1' }

const ctxOf = ({ now }: LivingBroker): TestCtx => testCtx({ now, actor: admin })

/** Two lead types and six partners with random settings. */
export async function makeLivingBroker(random: Random, now: number): Promise<LivingBroker> {
  const broker: LivingBroker = { random, now, ticks: 0, leads: [], partners: 0, leadTypes: 2, setups: 0 }
  const ctx = ctxOf(broker)
  await makeBroker(ctx)
  await makeGroup(ctx, { fields: usualFields.map((field) => ({ ...field, required: field.name === 'email' })) })
  await makeType(ctx, { name: 'One', fields: [], scope: 1 + random.below(3) })
  await makeType(ctx, { name: 'Two', fields: [shares], scope: 1, requireConsent: random.chance(0.3) })
  for (let i = 0; i < 6; i++) await addPartner(broker)
  return broker
}

async function addPartner(broker: LivingBroker): Promise<void> {
  const { random } = broker
  const ctx = ctxOf(broker)
  const partner = await makePartner(ctx, { name: `Partner ${broker.partners}`, ...settings(random) })
  broker.partners += 1
  for (const leadTypeId of ['typ_1', 'typ_2'])
    if (random.chance(0.85)) {
      await makeSetup(ctx, { partnerId: partner.id, leadTypeId, ...buying(random) })
      broker.setups += 1
    }
  if (random.chance(0.8)) await refusable(pay(broker, Number(partner.id.slice(4))))
}

/** One thing that happens, drawn by lot, and what follows of it at once. */
export async function somethingHappens(broker: LivingBroker, n: number): Promise<void> {
  const { random } = broker
  broker.ticks = 0
  const ctx = ctxOf(broker)
  const draw = random.next()
  if (draw < 0.35) await refusable(capture(broker, ctx, n))
  else if (draw < 0.65) await refusable(changeSettings(broker, ctx))
  else if (draw < 0.72) await refusable(pay(broker, 2 + random.below(broker.partners)))
  else if (draw < 0.8) await sweep(broker)
  else if (draw < 0.85) await refusable(suppress(broker, ctx))
  else await refusable(actOnLead(broker, ctx))
  if (random.chance(0.8)) await runFollowUps(broker, ctx)
}

/** What was started runs one after the other, each with a clock of its own, as it does in life. */
async function runFollowUps(broker: LivingBroker, { started }: TestCtx): Promise<void> {
  for (let job = started.shift(), i = 0; job !== undefined && i < 12; job = started.shift(), i++) {
    const ctx = testCtx({ now: later(broker) })
    await runJob(ctx, job)
    started.push(...ctx.started)
  }
}

/** The minute's sweep, one job after the other: what runs at the same time is not told apart by clocks. */
async function sweep(broker: LivingBroker): Promise<void> {
  await startLooks(testCtx({ now: later(broker) }))
  for (let i = 0; i < 12; i++) {
    const ctx = testCtx({ now: later(broker) })
    const job = await claimDueJob(ctx.db, { now: ctx.now, except: [] })
    if (job === null) return
    await runJob(ctx, job)
    await runFollowUps(broker, ctx)
  }
}

/** A moment later than any before, and well before the next thing happens. */
function later(broker: LivingBroker): number {
  broker.ticks += 1
  return broker.now + Math.min(broker.ticks * 250, 45 * secondMs)
}

async function capture({ random, leads, now, leadTypes, partners }: LivingBroker, ctx: TestCtx, n: number) {
  const id = leadIdAt(now, n)
  const leadTypeId = 1 + random.below(leadTypes)
  const { lastName: _, ...person } = usualLead(random.below(6), random.pick(postcodes))
  const introducerId = random.chance(0.2) ? 2 + random.below(partners) : null
  const fields = { ...person, ...(leadTypeId === 2 && random.chance(0.5) && { shared: agreed }) }
  await captureLead(
    { ...ctx, actor: { kind: 'job' } },
    { id, leadTypeId, introducerId, channel: 'json', pageUrl: null, fields },
  )
  leads.push(id)
}

async function changeSettings(broker: LivingBroker, ctx: TestCtx): Promise<void> {
  const { random } = broker
  const partnerId = 2 + random.below(broker.partners)
  const change = random.below(11)
  if (change < 2) await updatePartner(ctx, partnerId, some(random, settings(random)))
  else if (change === 2) await (random.chance(0.5) ? pausePartner : resumePartner)(ctx, partnerId)
  else if (change < 5) await updateSetup(ctx, 1 + random.below(broker.setups), some(random, buying(random)))
  else if (change === 5 || change > 8) await updateLeadType(ctx, 1 + random.below(2), some(random, selling(random)))
  else if (change === 6) await updatePreferences(ctx, some(random, preferences(random)))
  else if (change === 7) await addPartner(broker)
  else await updateLeadGroup(ctx, 1, { name: `Group ${random.below(100)}` })
}

async function actOnLead({ random, leads, partners }: LivingBroker, ctx: TestCtx): Promise<void> {
  if (leads.length === 0) return
  const leadId = random.pick(leads)
  const { referrals } = await readLead(ctx, leadId)
  const referral = referrals.length === 0 ? null : parseReferralId(random.pick(referrals).id)
  const act = random.below(6)
  if (act === 0) await routeLead(ctx, { leadId })
  else if (act < 3) await referLead(ctx, { leadId, ...referring(random, partners) })
  else if (act === 3)
    await moveStage(ctx, { leadId, stage: random.pick(['qualified', 'lost', 'won'] as const), reason: 'simulated' })
  else if (act === 4 && referral !== null) await redeliverReferral(ctx, referral)
  else if (act === 5 && referral !== null) {
    const outcome = random.pick(['accepted', 'rejected'] as const)
    await resolveReferral(ctx, { ...referral, outcome, reason: 'asked them' })
  }
}

/** To whoever is next, to somebody, or to somebody in spite of what may be overridden. */
function referring(random: Random, partners: number) {
  if (random.chance(0.3)) return {}
  const partnerId = 2 + random.below(partners)
  const override = [...eligibilityCodes].filter(isOverridable)
  return random.chance(0.5) ? { partnerId } : { partnerId, override, reason: 'they asked for it' }
}

async function suppress({ random, partners }: LivingBroker, ctx: TestCtx): Promise<void> {
  const contacts = [`person${random.below(6)}@example.com`]
  const partnerId = random.chance(0.8) ? 2 + random.below(partners) : null
  if (random.chance(0.5)) await addSuppressions(ctx, { contacts, partnerId })
  else await removeSuppressions(ctx, { contacts, partnerId, reason: 'simulated' })
}

const pay = (broker: LivingBroker, partnerId: number) =>
  addTransaction(ctxOf(broker), {
    partnerId,
    kind: broker.random.pick(['payment', 'payment', 'charge'] as const),
    amount: gbp(500 + broker.random.below(6000)),
    reason: 'simulated',
  })

/** A refusal is a fine answer; anything else is a fault. */
async function refusable(work: Promise<unknown>): Promise<void> {
  await work.catch((error) => {
    if (!(error instanceof Problem)) throw error
  })
}

/** One to three of these changes. */
function some<T extends object>(random: Random, all: T): Partial<T> {
  const names = Object.keys(all)
  const chosen = new Set(Array.from({ length: 1 + random.below(3) }, () => random.pick(names)))
  return Object.fromEntries(Object.entries(all).filter(([name]) => chosen.has(name))) as Partial<T>
}

function settings(random: Random) {
  const { http, refused } = inject('outside')
  const says = (status: string) => `${http}/answer?body=${encodeURIComponent(JSON.stringify({ status }))}`
  const addresses = [says('accepted'), says('rejected'), says('duplicate'), `${http}/answer?status=500`, refused]
  const windows = [
    { days: [1, 2, 3, 4, 5, 6, 7], from: random.pick(['07:00', '22:00']), to: random.pick(['12:00', '02:00']) },
  ]
  return {
    status: random.pick(['active', 'active', 'active', 'active', 'active', 'suspended'] as const),
    buys: random.chance(0.9),
    introduces: random.chance(0.5),
    fcaNumber: random.chance(0.5) ? '123456' : null,
    zone: random.pick(zones),
    schedule: random.chance(0.2) ? { windows } : null,
    dailyLimit: random.chance(0.5) ? 1 + random.below(3) : 0,
    monthlyLimit: random.chance(0.3) ? 2 + random.below(5) : 0,
    creditLimit: gbp(random.below(3) * 1000),
    creditUnlimited: random.chance(0.2),
    repeatDays: random.chance(0.3) ? 1 + random.below(3) : 0,
    queueUntilOpen: random.chance(0.3),
    delivery: completeDelivery({
      email: random.chance(0.6) ? { to: ['buyer@example.com'] } : null,
      internet: random.chance(0.7) ? { format: 'json', url: random.pick(addresses), headers: {} } : null,
    }),
  }
}

const buying = (random: Random) => ({
  active: random.chance(0.9),
  price: random.chance(0.5) ? null : gbp(random.below(3) * 600),
  weight: 1 + random.below(3),
  filters: random.chance(0.25) ? [random.pick(filters)] : [],
  priority: random.below(3),
  dailyLimit: random.chance(0.3) ? 1 + random.below(2) : 0,
  monthlyLimit: random.chance(0.4) ? 1 + random.below(3) : 0,
  ...(random.chance(0.5) ? { allAreas: true } : { places: random.pick(placeSets) }),
})

const selling = (random: Random) => ({
  referralMethod: random.pick(['immediate', 'immediate', 'manual', null] as const),
  defaultPrice: gbp(500 + random.below(4) * 500),
  scope: 1 + random.below(3),
  requireFca: random.chance(0.3),
  requireConsent: random.chance(0.6),
})

const preferences = (random: Random) => ({
  allowOwnIntroduction: random.chance(0.5),
  blockUnverifiedFca: random.chance(0.5),
  returnsRestoreCap: random.chance(0.5),
  dedupe: {
    mode: random.pick(['off', 'all', 'window'] as const),
    days: 1 + random.below(3),
    scope: 'everywhere' as const,
    match: ['email' as const, 'phone' as const],
    combine: 'any' as const,
    action: random.pick(['reject', 'link', 'link-and-copy'] as const),
    clusterOnce: random.chance(0.5),
  },
})
