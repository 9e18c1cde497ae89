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
  leads: SentLead[]
}

/** One thing that somebody may do: its share of the lots, and how it is done. It throws a Problem when it is refused. */
export interface Act {
  name: string
  lots: number
  does(ctx: Ctx, stage: Stage): Promise<unknown>
}

/** Every third lead is introduced by this partner, where the world has it. */
export const introducer = 5

/** Hands a lead in. */
export const send = (ctx: Ctx, { id, n, leadTypeId, postcode }: SentLead) =>
  captureLead(ctx, {
    id,
    leadTypeId,
    introducerId: n % 3 === 0 ? introducer : null,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(n, postcode),
  })

/** A lead that nobody has handed in before. */
export function newLead({ random, now, leads }: Stage, n: number): SentLead {
  const lead = {
    id: leadIdAt(now, n),
    n,
    leadTypeId: 1 + random.below(2),
    postcode: random.pick(['NW1 6XE', 'M1 1AE', 'SW1A 2AA']),
  }
  leads.push(lead)
  return lead
}

/** Everything that people do with leads, referrals and money. */
export const acts: readonly Act[] = [
  {
    name: 'a payment, charge or refund by hand',
    lots: 4,
    does: (ctx, { random, partnerIds }) =>
      addTransaction(ctx, {
        partnerId: random.pick(partnerIds),
        kind: random.pick(['payment', 'payment', 'charge', 'refund'] as const),
        amount: { amount: 100 + random.below(3000), currency: 'GBP' },
        reason: 'simulated',
      }),
  },
  { name: 'pause', lots: 1, does: (ctx, { random, partnerIds }) => pausePartner(ctx, random.pick(partnerIds)) },
  { name: 'resume', lots: 2, does: (ctx, { random, partnerIds }) => resumePartner(ctx, random.pick(partnerIds)) },
  { name: 'route', lots: 1, does: (ctx, { random, leads }) => routeLead(ctx, { leadId: random.pick(leads).id }) },
  {
    name: 'refer by hand',
    lots: 2,
    does: (ctx, { random, leads, partnerIds }) =>
      referLead(ctx, { leadId: random.pick(leads).id, partnerId: random.pick(partnerIds) }),
  },
  { name: 'redeliver', lots: 2, does: async (ctx, stage) => redeliverReferral(ctx, await anyReferral(stage)) },
  {
    name: 'resolve',
    lots: 2,
    does: async (ctx, stage) =>
      resolveReferral(ctx, {
        ...(await anyReferral(stage)),
        outcome: stage.random.pick(['accepted', 'rejected'] as const),
        reason: 'asked them',
      }),
  },
  {
    name: 'accept',
    lots: 3,
    does: async (ctx, stage) => acceptReferral(ctx, await anyReferral(stage, 'accept_by > 0')),
  },
  {
    name: 'decline',
    lots: 1,
    does: async (ctx, stage) =>
      declineReferral(ctx, { ...(await anyReferral(stage, 'accept_by > 0')), reason: 'simulated' }),
  },
  {
    name: 'report progress',
    lots: 3,
    does: async (ctx, stage) =>
      reportProgress(ctx, {
        ...(await anyReferral(stage)),
        progress: stage.random.pick(['qualified', 'converted', 'invalidated'] as const),
        reason: 'simulated',
      }),
  },
  {
    name: 'ask for a return',
    lots: 3,
    does: async (ctx, stage) =>
      requestReturn(ctx, {
        ...(await anyReferral(stage, "state = 'delivered'")),
        reason: stage.random.pick(['wrong_number', 'duplicate'] as const),
        text: '',
        links: [],
        reference: '',
        overridePolicy: stage.random.chance(0.5),
      }),
  },
  {
    name: 'approve a return',
    lots: 3,
    does: async (ctx, stage) => approveReturn(ctx, { ...(await anyReturn(stage)), note: 'simulated' }),
  },
  {
    name: 'reject a return',
    lots: 1,
    does: async (ctx, stage) => rejectReturn(ctx, { ...(await anyReturn(stage)), note: 'simulated' }),
  },
  { name: 'clear a return', lots: 1, does: async (ctx, stage) => clearReturn(ctx, await anyReturn(stage)) },
  {
    name: 'call back',
    lots: 1,
    does: async (ctx, stage) =>
      unreferReferral(ctx, {
        ...(await anyReferral(stage)),
        reason: 'simulated',
        reroute: stage.random.chance(0.5),
      }),
  },
  {
    name: 'reverse a referral',
    lots: 1,
    does: async (ctx, stage) => reverseReferral(ctx, { ...(await anyReferral(stage)), reason: 'simulated' }),
  },
  {
    name: 'reverse an introducer',
    lots: 1,
    does: (ctx, { random, leads }) => reverseIntroducer(ctx, { leadId: random.pick(leads).id, reason: 'simulated' }),
  },
  {
    name: 'reverse a lead',
    lots: 1,
    does: (ctx, { random, leads }) => reverseLead(ctx, { leadId: random.pick(leads).id, reason: 'simulated' }),
  },
]

interface Key {
  leadId: string
  partnerId: number
}

/** One of the referrals that are like that; a made-up one where there is none, which is refused as missing. */
const anyReferral = (stage: Stage, like = 'TRUE'): Promise<Key> => anyOf(stage, `referrals WHERE ${like}`)

const anyReturn = (stage: Stage): Promise<Key> => anyOf(stage, 'returns')

async function anyOf({ random, leads }: Stage, from: string): Promise<Key> {
  const { results } = await testDb()
    .prepare(`SELECT lead_id AS leadId, partner_id AS partnerId FROM ${from} ORDER BY lead_id, partner_id`)
    .all<Key>()
  return results.length === 0 ? { leadId: random.pick(leads).id, partnerId: 1 } : random.pick(results)
}

/** One act, drawn by its lots. */
export function drawAct(random: Random): Act {
  let lot = random.below(acts.reduce((sum, { lots }) => sum + lots, 0))
  return acts.find(({ lots }) => {
    lot -= lots
    return lot < 0
  })!
}
