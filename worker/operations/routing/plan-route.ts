import type { Failure } from '../../../contract/eligibility.ts'
import { formatId } from '../../../contract/id.ts'
import { leaseMs } from '../../../db/store/jobs.ts'
import { type Claimant, claimReferrals, insertDeliveryJobs, mustHaveReferrals } from '../../../db/store/referrals.ts'
import { type Park, parkTurns } from '../../../db/store/turns.ts'
import type { Ctx } from '../../context.ts'
import { parkUntil } from '../../domain/eligibility/evaluate.ts'
import { priceOf } from '../../domain/eligibility/facts.ts'
import { cellOf, placeName } from '../../domain/places/place.ts'
import { rankAfterTurn } from '../../domain/routing/rank.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'
import { drawLots } from './draws.ts'
import { type ReadCandidate, readCandidates } from './read-candidates.ts'

/** What is routed: a lead that is being captured, or one that is there already. */
export interface RouteRequest {
  leadId: string
  leadType: LoadedLeadType
  introducerId: number | null
  /** Place codes that contain the lead, widest first. */
  places: readonly number[]
  outward: string | null
  /** Partners that it went to before, whatever came of it. */
  referredTo: readonly number[]
  wanted: number
}

/** One partner that was considered, as the decision trace keeps it (C1). */
export interface Considered {
  partner: string
  setup: string
  /** `all areas`, `NW` or `NW1`: the arm of the queue on which its turn stood. */
  arm: string
  priceMinor: number
  /** Its place in the order in which the lead was offered; null when it failed something. */
  position: number | null
  failures: readonly Failure[]
  /** The settings that were read, so that the decision can be explained later. */
  versions: { partner: number; setup: number }
}

export interface RoutePlan {
  claimants: Claimant[]
  /** How many referrals the plan makes: the open slots, or fewer when fewer are eligible. */
  wanted: number
  parks: Park[]
  considered: Considered[]
  /** True when the queue goes on behind what one request may read: a job must go on. */
  cutShort: boolean
}

/** How one attempt differs from the first: after a taken turn it reads further, the last one ignores turns. */
export interface Attempt {
  firstPage: number
  excluded: ReadonlySet<number>
}

/** Reads the lead's queue and decides. */
export async function planRoute(ctx: Ctx, request: RouteRequest, { firstPage, excluded }: Attempt): Promise<RoutePlan> {
  const { leadType, leadId, introducerId, places, outward, referredTo, wanted } = request
  const [draws, ties] = await Promise.all([
    drawLots(ctx.env.TENANT_SECRET, 'arm', leadId, wanted + spares),
    drawLots(ctx.env.TENANT_SECRET, 'tie', leadId, wanted + spares),
  ])
  const { arms, choice } = await readCandidates(ctx, {
    leadType: {
      id: leadType.id,
      referralMethod: leadType.referralMethod,
      requireFca: leadType.requireFca,
      defaultPriceMinor: leadType.defaultPrice,
    },
    lead: { introducerId, places, outward, referredTo },
    cells: cellsOf(leadType.id, places),
    wanted,
    spares,
    draws,
    firstPage,
    excluded,
  })
  const read = arms.flatMap(({ candidates }) => candidates)
  const { order } = choice
  return {
    claimants: order.map((candidate, i) => claimantOf(candidate, rankAfterTurn(ctx.now, Math.floor(ties[i]! * 1024)))),
    wanted: Math.min(wanted, order.length),
    parks: read.flatMap((candidate) => parkOf(ctx.now, candidate, leadType)),
    considered: read.map((candidate) => consideredOf(candidate, order)),
    cutShort: choice.readOn !== null,
  }
}

/** How many more than wanted may step in when a turn was taken between the read and the commit. */
const spares = 8

/** The queue's cells for a lead: all areas first, then its places, widest first. */
export const cellsOf = (leadTypeId: number, places: readonly number[]): number[] => [
  cellOf(leadTypeId, 0),
  ...places.map((place) => cellOf(leadTypeId, place)),
]

/** The statements of a plan, for the commit of the lead that it is for; the triggers of `referrals` do the rest. */
export function planWrites(
  ctx: Ctx,
  { leadId, leadType, referredTo }: RouteRequest,
  plan: RoutePlan,
  { ignoringTurns }: { ignoringTurns: boolean },
): D1PreparedStatement[] {
  const claims =
    plan.wanted === 0
      ? []
      : [
          claimReferrals(
            ctx.db,
            {
              leadId,
              leadTypeId: leadType.id,
              // A person may have a manual lead routed: that is still by hand.
              method: leadType.referralMethod === 'immediate' ? 'immediate' : 'manual',
              at: ctx.now,
              claimants: plan.claimants,
              wanted: plan.wanted,
            },
            { ignoringTurns },
          ),
          mustHaveReferrals(ctx.db, leadId, referredTo.length + plan.wanted),
          insertDeliveryJobs(ctx.db, { leadId, at: ctx.now, due: ctx.now + leaseMs, except: referredTo }),
        ]
  return [...claims, ...(plan.parks.length === 0 ? [] : [parkTurns(ctx.db, plan.parks)])]
}

function claimantOf({ turn, partnerId, facts, freshness }: ReadCandidate, rankNext: number): Claimant {
  return {
    partnerId,
    partnerVersion: freshness.partnerVersion,
    setupId: turn.setupId,
    setupVersion: freshness.setupVersion,
    priceMinor: priceOf(facts),
    day: freshness.day,
    month: freshness.month,
    cell: turn.cell,
    band: turn.band,
    rankRead: turn.rank,
    rankNext,
  }
}

function parkOf(
  now: number,
  { turn, partnerId, facts, freshness, failures }: ReadCandidate,
  leadType: LoadedLeadType,
): Park[] {
  const due = parkUntil(facts, failures)
  if (due === null || due <= now) return []
  return [
    {
      cell: turn.cell,
      band: turn.band,
      rank: turn.rank,
      setupId: turn.setupId,
      setupVersion: freshness.setupVersion,
      partnerId,
      partnerVersion: freshness.partnerVersion,
      leadTypeId: leadType.id,
      leadTypeVersion: leadType.version,
      breakerUntil: facts.partner.breakerUntil,
      seq: freshness.seq,
      n: freshness.n,
      due,
      cause: failures.map(({ code }) => code).join(' '),
    },
  ]
}

function consideredOf(candidate: ReadCandidate, order: readonly ReadCandidate[]): Considered {
  const { turn, partnerId, facts, freshness, failures } = candidate
  const position = order.indexOf(candidate)
  return {
    partner: formatId('partner', partnerId),
    setup: formatId('setup', turn.setupId),
    arm: placeName(turn.cell % 2 ** 24),
    priceMinor: priceOf(facts),
    position: position === -1 ? null : position + 1,
    failures,
    versions: { partner: freshness.partnerVersion, setup: freshness.setupVersion },
  }
}
