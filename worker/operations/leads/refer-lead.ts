import { formatId } from '../../../contract/id.ts'
import type { ReferralView } from '../../../contract/lead.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { commit } from '../../../db/commit.ts'
import { leaseMs } from '../../../db/store/jobs.ts'
import { updateLeadLocation } from '../../../db/store/leads.ts'
import {
  type Claimant,
  claimReferrals,
  insertDeliveryJobs,
  mustHaveReferrals,
  selectReferralsOfLead,
} from '../../../db/store/referrals.ts'
import { selectTurnOf, wakeDueTurns } from '../../../db/store/turns.ts'
import type { Ctx } from '../../context.ts'
import { evaluate } from '../../domain/eligibility/evaluate.ts'
import { priceOf } from '../../domain/eligibility/facts.ts'
import { rankAfterTurn } from '../../domain/routing/rank.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { referralView } from '../referrals/referral-view.ts'
import { deliveryJobs } from '../routing/delivery-jobs.ts'
import { drawLots } from '../routing/draws.ts'
import { cellsOf } from '../routing/plan-route.ts'
import { type ReportedPartner, readReportFacts } from '../routing/report-facts.ts'
import { loadLead } from './load-lead.ts'
import { mustBeCurrent } from './load-lead-type.ts'

/**
 * Refers a lead by hand to one partner (F42). It passes the same eligibility as routing, counts, holds and takes the
 * partner's turn (D18). Problems: NOT_FOUND, LEAD_CLOSED, SCOPE_REACHED, NOT_ELIGIBLE with every failed criterion,
 * VERSION_CONFLICT when the lead or the partner changed meanwhile.
 */
export async function referLead(
  ctx: Ctx,
  { leadId, partnerId }: { leadId: string; partnerId: number },
): Promise<ReferralView> {
  requireAdmin(ctx.actor)
  const loaded = await loadLead(ctx, leadId)
  if (loaded === null) throw new Problem('NOT_FOUND')
  const { lead, route } = loaded
  if (lead.location === 'closed') throw new Problem('LEAD_CLOSED')
  if (route.wanted === 0) throw new Problem('SCOPE_REACHED')
  const [partner] = await readReportFacts(ctx, { leadType: route.leadType, lead: route, limit: 1, only: partnerId })
  if (partner === undefined)
    throw new Problem('INVALID_BODY', {
      errors: [{ pointer: '/partnerId', code: 'NOT_FOUND', message: 'There is no such partner.' }],
    })
  const failures = evaluate(partner.facts)
  if (failures.length > 0)
    throw new Problem('NOT_ELIGIBLE', {
      errors: failures.map(({ code, title, values }) => asProblem(code, title, values)),
    })

  const version = lead.version + 1
  const answer = referralView(
    { ...newReferral, lead_id: leadId, partner_id: partnerId, price: priceOf(partner.facts), referred_at: ctx.now },
    { partnerName: partner.partnerName, currency: route.leadType.currency },
  )
  const committed = await commit(ctx, {
    history: [
      {
        id: leadId,
        version,
        event: 'lead.referred',
        data: {
          partner: formatId('partner', partnerId),
          setup: formatId('setup', partner.setupId!),
          method: 'manual',
          priceMinor: priceOf(partner.facts),
        },
      },
    ],
    write: [
      mustBeCurrent(ctx.db, route.leadType),
      updateLeadLocation(ctx.db, { id: leadId, version, location: 'routed' }),
      claimReferrals(
        ctx.db,
        {
          leadId,
          leadTypeId: route.leadType.id,
          method: 'manual',
          at: ctx.now,
          claimants: [await claimantOf(ctx, partner, route)],
          wanted: 1,
        },
        { ignoringTurns: true },
      ),
      mustHaveReferrals(ctx.db, leadId, route.referredTo.length + 1),
      insertDeliveryJobs(ctx.db, { leadId, at: ctx.now, due: ctx.now + leaseMs, except: route.referredTo }),
    ],
    read: [selectReferralsOfLead(ctx.db, leadId)],
    answer,
  })
  if (!committed.done) throw refusal(committed)
  for (const job of deliveryJobs(ctx.now, { referrals: committed.rows[0]!, except: route.referredTo }))
    ctx.startJob(job)
  return answer
}

const newReferral = { method: 'manual', state: 'referred', delivered_at: null, remote_id: null } as const

interface TurnRow {
  cell: number
  band: number
  rank: number
  due: number
}

async function claimantOf(
  ctx: Ctx,
  { partnerId, setupId, facts, freshness }: ReportedPartner,
  route: { leadId: string; leadType: { id: number }; places: readonly number[] },
): Promise<Claimant> {
  const cells = cellsOf(route.leadType.id, route.places)
  const [turns, ties] = await Promise.all([
    ctx.db.batch<TurnRow>([...wakeDueTurns(ctx.db, cells, ctx.now), selectTurnOf(ctx.db, setupId!, cells)]),
    drawLots(ctx.env.TENANT_SECRET, 'tie', route.leadId, 1),
  ])
  const turn = turns.at(-1)!.results[0] ?? null
  const ready = turn !== null && turn.due === 0
  return {
    partnerId,
    partnerVersion: freshness.partnerVersion,
    setupId: setupId!,
    setupVersion: freshness.setupVersion,
    priceMinor: priceOf(facts),
    day: freshness.day,
    month: freshness.month,
    cell: ready ? turn.cell : null,
    band: ready ? turn.band : null,
    rankRead: ready ? turn.rank : null,
    rankNext: ready ? rankAfterTurn(ctx.now, Math.floor(ties[0]! * 1024)) : null,
  }
}

function refusal({ refused, about }: { refused: string; about: string }): Error {
  if (refused === 'SCOPE_REACHED') return new Problem('SCOPE_REACHED')
  const changed = ['VERSION_CONFLICT', 'LEAD_TYPE_CHANGED', 'TURN_TAKEN', 'UNIQUE']
  if (changed.includes(refused)) return new Problem('VERSION_CONFLICT')
  if (/LIMIT|CREDIT|CLOCK/.test(refused))
    return new Problem('NOT_ELIGIBLE', { errors: [asProblem(refused, 'The database refused it', {})] })
  return new Error(`Referring was refused: ${refused} ${about}`)
}

function asProblem(code: string, title: string, values: Record<string, unknown>): FieldProblem {
  const compared = Object.entries(values).map(([name, value]) => `${name} ${value}`)
  return { pointer: '/partnerId', code, message: compared.length === 0 ? title : `${title}: ${compared.join(', ')}` }
}
