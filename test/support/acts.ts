import type { Ctx } from '../../worker/context.ts'
import { addTransaction } from '../../worker/operations/billing/add-transaction.ts'
import { reportProgress } from '../../worker/operations/billing/report-progress.ts'
import { captureLead } from '../../worker/operations/leads/capture-lead.ts'
import { referLead } from '../../worker/operations/leads/refer-lead.ts'
import { routeLead } from '../../worker/operations/leads/route-lead.ts'
import { acceptReferral } from '../../worker/operations/offers/accept-referral.ts'
import { declineReferral } from '../../worker/operations/offers/decline-referral.ts'
import { pausePartner } from '../../worker/operations/partners/pause-partner.ts'
import { resumePartner } from '../../worker/operations/partners/resume-partner.ts'
import { redeliverReferral } from '../../worker/operations/referrals/redeliver-referral.ts'
import { resolveReferral } from '../../worker/operations/referrals/resolve-referral.ts'
import { approveReturn } from '../../worker/operations/returns/approve-return.ts'
import { clearReturn } from '../../worker/operations/returns/clear-return.ts'
import { rejectReturn } from '../../worker/operations/returns/reject-return.ts'
import { requestReturn } from '../../worker/operations/returns/request-return.ts'
import { reverseIntroducer } from '../../worker/operations/reversals/reverse-introducer.ts'
import { reverseLead } from '../../worker/operations/reversals/reverse-lead.ts'
import { reverseReferral } from '../../worker/operations/reversals/reverse-referral.ts'
import { unreferReferral } from '../../worker/operations/reversals/unrefer-referral.ts'
import { testDb } from './ctx.ts'
import { leadIdAt, type Random } from './random.ts'
import { usualLead } from './world.ts'

/** A lead that somebody hands in, and hands in again under the same id until it is acknowledged. */
export interface SentLead {
  id: string
  n: number
  leadTypeId: number
  postcode: string
}

/** What acts are drawn from: who is there, and what happened so far. */
export interface Stage {
  random: Random
  now: number
  partnerIds: readonly number[]
  leadTypeIds: readonly number[]
  leads: SentLead[]
}

/** One thing that somebody may do: its share of the lots, and how it is done. It throws a Problem when it is refused. */
export interface Act {
  name: string
  lots: number
  /** What it is done to: usually one of the rows for which it makes sense, now and then another, which is refused. */
  to?: { table: 'leads' | 'referrals' | 'returns'; like: string }
  does(ctx: Ctx, key: Key, stage: Stage): Promise<unknown>
}

/** A lead, and a partner of it where the act is done to a referral or a return. */
export interface Key {
  leadId: string
  partnerId: number
}

/** Every third lead is introduced by this partner, where the world has it. */
export const introducer = 5

/** Hands a lead in, as the house does: without a key. */
export const send = (ctx: Ctx, { id, n, leadTypeId, postcode }: SentLead) =>
  captureLead(
    { ...ctx, actor: { kind: 'job' }, by: 'job' },
    {
      id,
      leadTypeId,
      introducerId: n % 3 === 0 ? introducer : null,
      channel: 'json',
      pageUrl: null,
      fields: usualLead(n, postcode),
    },
  )

/** A lead that nobody has handed in before. */
export function newLead({ random, now, leads, leadTypeIds }: Stage, n: number): SentLead {
  const lead = {
    id: leadIdAt(now, n),
    n,
    leadTypeId: random.pick(leadTypeIds),
    postcode: random.pick(['NW1 6XE', 'M1 1AE', 'SW1A 2AA']),
  }
  leads.push(lead)
  return lead
}

const offered = { table: 'referrals', like: "accept_by IS NOT NULL AND state = 'referred'" } as const
const requested = { table: 'returns', like: "state = 'requested'" } as const
const waiting = { table: 'leads', like: "location IN ('pending', 'held')" } as const
const anyLead = { table: 'leads', like: 'TRUE' } as const
const referrals = (like: string) => ({ table: 'referrals', like }) as const

const reason = 'simulated'

/** Everything that people do with leads, referrals and money. */
export const acts: readonly Act[] = [
  {
    name: 'a payment, charge or refund by hand',
    lots: 4,
    does: (ctx, _, { random, partnerIds }) =>
      addTransaction(ctx, {
        partnerId: random.pick(partnerIds),
        kind: random.pick(['payment', 'payment', 'charge', 'refund'] as const),
        amount: { amount: 100 + random.below(3000), currency: 'GBP' },
        reason,
      }),
  },
  { name: 'pause', lots: 1, does: (ctx, _, { random, partnerIds }) => pausePartner(ctx, random.pick(partnerIds)) },
  { name: 'resume', lots: 1, does: (ctx, _, { random, partnerIds }) => resumePartner(ctx, random.pick(partnerIds)) },
  { name: 'route', lots: 2, to: waiting, does: (ctx, { leadId }) => routeLead(ctx, { leadId }) },
  {
    name: 'refer by hand',
    lots: 4,
    to: waiting,
    does: (ctx, { leadId }, { random, partnerIds }) => referLead(ctx, { leadId, partnerId: random.pick(partnerIds) }),
  },
  {
    name: 'redeliver',
    lots: 4,
    to: referrals("state IN ('unknown', 'delivered')"),
    does: (ctx, key) => redeliverReferral(ctx, key),
  },
  {
    name: 'resolve',
    lots: 3,
    to: referrals("state = 'unknown'"),
    does: (ctx, key, { random }) =>
      resolveReferral(ctx, { ...key, outcome: random.pick(['accepted', 'rejected'] as const), reason }),
  },
  { name: 'accept', lots: 5, to: offered, does: (ctx, key) => acceptReferral(ctx, key) },
  { name: 'decline', lots: 3, to: offered, does: (ctx, key) => declineReferral(ctx, { ...key, reason }) },
  {
    name: 'report progress',
    lots: 4,
    to: referrals("progress IN ('accepted', 'qualified') AND state IN ('accepted', 'delivered')"),
    does: (ctx, key, { random }) =>
      reportProgress(ctx, {
        ...key,
        progress: random.pick(['qualified', 'converted', 'invalidated'] as const),
        reason,
      }),
  },
  {
    name: 'ask for a return',
    lots: 12,
    to: referrals("state = 'delivered'"),
    does: (ctx, key, { random }) =>
      requestReturn(ctx, {
        ...key,
        reason: random.pick(['wrong_number', 'duplicate'] as const),
        text: '',
        links: [],
        reference: '',
        overridePolicy: random.chance(0.5),
      }),
  },
  {
    name: 'approve a return',
    lots: 20,
    to: requested,
    does: (ctx, key) => approveReturn(ctx, { ...key, note: reason }),
  },
  { name: 'reject a return', lots: 20, to: requested, does: (ctx, key) => rejectReturn(ctx, { ...key, note: reason }) },
  {
    name: 'clear a return',
    lots: 16,
    to: { table: 'returns', like: "state IN ('requested', 'rejected')" },
    does: (ctx, key) => clearReturn(ctx, key),
  },
  {
    name: 'call back',
    lots: 2,
    to: referrals("state IN ('referred', 'accepted', 'unknown', 'delivered')"),
    does: (ctx, key, { random }) => unreferReferral(ctx, { ...key, reason, reroute: random.chance(0.5) }),
  },
  {
    name: 'reverse a referral',
    lots: 2,
    to: referrals("state IN ('delivered', 'returned')"),
    does: (ctx, key) => reverseReferral(ctx, { ...key, reason }),
  },
  {
    name: 'reverse an introducer',
    lots: 1,
    to: anyLead,
    does: (ctx, { leadId }) => reverseIntroducer(ctx, { leadId, reason }),
  },
  { name: 'reverse a lead', lots: 1, to: anyLead, does: (ctx, { leadId }) => reverseLead(ctx, { leadId, reason }) },
]

/** One act, drawn by its lots among those that have something to be done to; now and then among all. */
export async function drawAct(stage: Stage): Promise<{ act: Act; key: Key }> {
  const { random, leads } = stage
  const isSensible = random.chance(0.9)
  const found = await testDb().batch<Key>(acts.map(({ to }) => select(to, isSensible)))
  const possible = acts.flatMap((act, i) => {
    const keys = found[i]!.results
    return isSensible && act.to !== undefined && keys.length === 0 ? [] : [{ act, keys }]
  })
  let lot = random.below(possible.reduce((sum, { act }) => sum + act.lots, 0))
  const { act, keys } = possible.find((each) => {
    lot -= each.act.lots
    return lot < 0
  })!
  return { act, key: keys.length > 0 ? random.pick(keys) : { leadId: random.pick(leads).id, partnerId: 1 } }
}

function select(to: Act['to'], isSensible: boolean): D1PreparedStatement {
  if (to === undefined) return testDb().prepare('SELECT 1 WHERE FALSE')
  const partner = to.table === 'leads' ? '1' : 'partner_id'
  const key = to.table === 'leads' ? 'id' : 'lead_id'
  return testDb().prepare(
    `SELECT ${key} AS leadId, ${partner} AS partnerId FROM ${to.table} WHERE ${isSensible ? to.like : 'TRUE'} ORDER BY 1, 2`,
  )
}
