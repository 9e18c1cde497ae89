import type { Appointment } from '../../../contract/appointment.ts'
import type { Failure } from '../../../contract/eligibility.ts'
import { formatId } from '../../../contract/id.ts'
import type { ReferralMethod } from '../../../contract/lead-type.ts'
import { leaseMs } from '../../../db/store/jobs.ts'
import { type Claimant, claimReferrals, insertDeliveryJobs, mustHaveReferrals } from '../../../db/store/referrals.ts'
import { mustNotBeSuppressed } from '../../../db/store/suppressions.ts'
import { type Park, parkTurns } from '../../../db/store/turns.ts'
import type { Ctx } from '../../context.ts'
import { chargesOf, frozenCharges, priceOf } from '../../domain/billing/price.ts'
import { acceptByOf } from '../../domain/delivery/offer.ts'
import { untilChange } from '../../domain/eligibility/criterion.ts'
import { endOfCauses, parkUntil } from '../../domain/eligibility/evaluate.ts'
import type { Facts, LeadFacts } from '../../domain/eligibility/facts.ts'
import { cellOf } from '../../domain/places/place.ts'
import { placeName } from '../../domain/places/schemes.ts'
import type { Arm } from '../../domain/routing/choose.ts'
import { rankAfterTurn } from '../../domain/routing/rank.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'
import { type Introduced, type Owed, owedIn, owedStatements } from '../leads/owed-for-lead.ts'
import { type PersonFacts, stranger } from '../people/person-facts.ts'
import type { PersonKey } from '../people/person-keys.ts'
import { personIn, personStatements } from '../people/read-person.ts'
import { drawLots } from './draws.ts'
import { type Freshness, leadTypeFacts, rulesOf } from './facts-of.ts'
import { type Cursor, type ReadCandidate, readCandidates } from './read-candidates.ts'

/** What is routed: a lead that is being captured, or one that is there already. */
export interface RouteRequest extends LeadFacts {
  leadId: string
  leadType: LoadedLeadType
  /** Partners that this very lead was referred to, whatever came of it; `referredTo` may hold more (D1.19). */
  ownReferrals: readonly number[]
  wanted: number
  /** The type's own method unless told. */
  method?: ReferralMethod
  appointment?: Appointment | null
  /** What identifies its person: when given, what is known of that person is read with the queue. */
  keys?: readonly PersonKey[]
  /** A lead that comes in: what it costs is read with the queue. */
  introduced?: Introduced
  /** The same as keyed hashes: nobody who asks meanwhile not to be contacted is referred (D1.22). */
  personKeys: readonly string[]
  /** Where an earlier look was cut short. */
  after?: Cursor
}

/** How a lead is referred: as it was asked for, else as its type says; null: its type is not referable (D1.1). */
export const methodOf = ({ leadType, method }: Pick<RouteRequest, 'leadType' | 'method'>): ReferralMethod | null =>
  leadType.referralMethod === null ? null : (method ?? leadType.referralMethod)

/** One partner that was considered, as the decision trace keeps it (C1). */
export interface Considered {
  partner: string
  setup: string
  /** `all areas`, `NW` or `NW1`: the arm of the queue on which its turn stood. */
  arm: string
  priceMinor: number
  /** Where its turn stood on that arm: the lowest band first, in it the lowest rank (band.ts, rank.ts). */
  band: number
  rank: number
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
  /** What was ready on each arm, by band: in proportion to it the slots drew their arms (D2.2). */
  ready: { arm: string; band: number; ready: number }[]
  /** Where the queue goes on behind what one request may read, so that a job can; null when all was read. */
  cutShort: Cursor | null
  /** When the first of those who cannot take it now may be able to; `untilChange` when nobody will by itself. */
  nextChance: number
  /** Who the lead is from, where that was read with the queue. */
  person: PersonFacts
  /** What its introducer is owed for it, likewise. */
  owed: Owed
}

/** How one attempt differs from the first: after a taken turn it reads further, the last one ignores turns. */
export interface Attempt {
  firstPage: number
  excluded: ReadonlySet<number>
}

/** Reads the lead's queue and decides. */
export async function planRoute(ctx: Ctx, request: RouteRequest, { firstPage, excluded }: Attempt): Promise<RoutePlan> {
  const { leadType, leadId, wanted, after = {} } = request
  const [draws, ties] = await Promise.all([
    drawLots(ctx.env.TENANT_SECRET, 'arm', leadId, wanted + spares),
    drawLots(ctx.env.TENANT_SECRET, 'tie', leadId, wanted + spares),
  ])
  const method = methodOf(request)
  const around = aroundLead(ctx, request)
  const { arms, choice, extra } = await readCandidates(ctx, {
    extra: around.statements,
    about(rows) {
      const { person, owed } = around.read(rows)
      const lead = { ...(request.keys === undefined ? request : leadWith(request, person)), costMinor: owed.costMinor }
      return { leadType: leadTypeFacts(leadType, method), rules: rulesOf(leadType), lead }
    },
    cells: cellsOf(leadType.id, request.places),
    after,
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
    // A turn is parked for what its own lead type asks for, not for what a person asked for this once.
    parks: method === leadType.referralMethod ? read.flatMap((candidate) => parkOf(ctx.now, candidate, leadType)) : [],
    considered: read.map((candidate) => consideredOf(candidate, order)),
    ready: arms.flatMap((arm) => [...arm.ready].map(([band, ready]) => ({ arm: armName(arm), band, ready }))),
    cutShort: choice.readOn === null ? null : cursorOf(arms, after),
    nextChance: Math.min(untilChange, ...read.flatMap(chanceOf)),
    ...around.read(extra),
  }
}

/** What is read with the queue, where the lead comes in: who it is from, and what it costs. */
function aroundLead(ctx: Ctx, { leadId, leadType, keys, introduced, costMinor }: RouteRequest) {
  const about = keys === undefined ? null : { leadId, leadType, keys }
  const persons = about === null ? [] : personStatements(ctx, about)
  const owed = introduced === undefined ? [] : owedStatements(ctx, introduced)
  return {
    statements: [...persons, ...owed],
    read: (rows: Record<string, unknown>[][]): { person: PersonFacts; owed: Owed } => ({
      person: about === null ? stranger : personIn(ctx, rows.slice(0, persons.length), about),
      owed: introduced === undefined ? { costMinor, shares: [] } : owedIn(rows.slice(persons.length), introduced),
    }),
  }
}

const chanceOf = ({ facts, failures }: ReadCandidate): number[] =>
  failures.length === 0 ? [] : [endOfCauses(facts, failures)]

/** The lead with what is known of its person. */
export const leadWith = <Lead extends LeadFacts>(
  lead: Lead,
  { reached, suppressed, hadItAlready }: PersonFacts,
): Lead => ({
  ...lead,
  reached,
  suppressed,
  referredTo: hadItAlready.length === 0 ? lead.referredTo : [...lead.referredTo, ...hadItAlready],
})

const cursorOf = (arms: readonly Arm<ReadCandidate>[], before: Cursor): Cursor => ({
  ...before,
  ...Object.fromEntries(
    arms.flatMap(({ cell, candidates }) => {
      const last = candidates.at(-1)?.turn
      return last === undefined ? [] : [[cell, { band: last.band, rank: last.rank, setupId: last.setupId }]]
    }),
  ),
})

/** How many more than wanted may step in when a turn was taken between the read and the commit. */
export const spares = 8

/** The queue's cells for a lead: all areas first, then its places, widest first. */
export const cellsOf = (leadTypeId: number, places: readonly number[]): number[] => [
  cellOf(leadTypeId, 0),
  ...places.map((place) => cellOf(leadTypeId, place)),
]

/**
 * The statements of a plan, for the commit of the lead that it is for; the triggers of `referrals` do the rest. With
 * `leavesJobs` nobody starts the deliveries: the sweep takes them.
 */
export function planWrites(
  ctx: Ctx,
  request: RouteRequest,
  plan: RoutePlan,
  { ignoringTurns, leavesJobs = false }: { ignoringTurns: boolean; leavesJobs?: boolean },
): D1PreparedStatement[] {
  const { leadId, leadType, ownReferrals, personKeys, appointment = null } = request
  const claims =
    plan.wanted === 0
      ? []
      : [
          ...stillContactable(ctx, personKeys, plan.claimants),
          claimReferrals(
            ctx.db,
            {
              leadId,
              leadTypeId: leadType.id,
              method: methodOf(request)!,
              appointment,
              at: ctx.now,
              claimants: plan.claimants,
              wanted: plan.wanted,
            },
            { ignoringTurns },
          ),
          mustHaveReferrals(ctx.db, leadId, ownReferrals.length + plan.wanted),
          insertDeliveryJobs(ctx.db, {
            leadId,
            at: ctx.now,
            due: leavesJobs ? ctx.now : ctx.now + leaseMs,
            except: ownReferrals,
          }),
        ]
  return [...claims, ...(plan.parks.length === 0 ? [] : [parkTurns(ctx.db, plan.parks)])]
}

/** For the commit that refers a lead; nothing where nobody can tell who it is from. */
export const stillContactable = (
  { db }: Ctx,
  personKeys: readonly string[],
  claimants: readonly Claimant[],
): D1PreparedStatement[] =>
  personKeys.length === 0
    ? []
    : [mustNotBeSuppressed(db, { keys: personKeys, partnerIds: claimants.map(({ partnerId }) => partnerId) })]

function claimantOf({ turn, partnerId, facts, freshness }: ReadCandidate, rankNext: number): Claimant {
  return {
    partnerId,
    partnerVersion: freshness.partnerVersion,
    setupId: turn.setupId,
    setupVersion: freshness.setupVersion,
    priceMinor: priceOf(facts),
    charges: frozenCharges(chargesOf(facts)),
    deliverAfter: deliverAfter(facts),
    acceptBy: acceptBy(facts, freshness),
    day: freshness.day,
    month: freshness.month,
    cell: turn.cell,
    band: turn.band,
    rankRead: turn.rank,
    rankNext,
  }
}

/** A partner that has its leads wait gets this one when it opens (F34); 0: at once. A call cannot wait (F18). */
export const deliverAfter = ({ now, partner, leadType }: Facts): number =>
  partner.queuesUntilOpen && now < partner.openFrom && leadType.referralMethod !== 'transfer' ? partner.openFrom : 0

/** Until when a partner that must accept its leads by hand may take this one (D6); null: it need not. */
export const acceptBy = (facts: Facts, { acceptMinutes }: Pick<Freshness, 'acceptMinutes'>): number | null =>
  facts.setup === null
    ? null
    : acceptByOf({
        now: facts.now,
        deliverAfter: deliverAfter(facts),
        minutes: acceptMinutes,
        method: facts.leadType.referralMethod,
      })

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

const armName = ({ cell }: { cell: number }): string => placeName(cell % 2 ** 24)

function consideredOf(candidate: ReadCandidate, order: readonly ReadCandidate[]): Considered {
  const { turn, partnerId, facts, freshness, failures } = candidate
  const position = order.indexOf(candidate)
  return {
    partner: formatId('partner', partnerId),
    setup: formatId('setup', turn.setupId),
    arm: armName(turn),
    band: turn.band,
    rank: turn.rank,
    priceMinor: priceOf(facts),
    position: position === -1 ? null : position + 1,
    failures,
    versions: { partner: freshness.partnerVersion, setup: freshness.setupVersion },
  }
}
