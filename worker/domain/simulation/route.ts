import type { Failure } from '../../../contract/eligibility.ts'
import { priceOf } from '../billing/price.ts'
import { evaluate, parkUntil } from '../eligibility/evaluate.ts'
import type { Facts, LeadFacts } from '../eligibility/facts.ts'
import { cellOf } from '../places/place.ts'
import { type Arm, type Candidate, type Choice, choose } from '../routing/choose.ts'
import { firstPageOf, furtherPages } from '../routing/pages.ts'
import { rankAfterTurn } from '../routing/rank.ts'
import { periodAt } from '../schedule/period.ts'
import type { PastLead } from './past.ts'
import { personBehind } from './people.ts'
import { park, type QueuedTurn, takeTurn, wakeDue } from './queue.ts'
import { count } from './standing.ts'
import { factsFor, type World } from './world.ts'

/** A partner that a lead went to, and what it pays. */
export interface Taken {
  partnerId: number
  priceMinor: number
}

/** What became of one look at the queue. */
export interface Routed {
  taken: Taken[]
  /** Every criterion that somebody failed who was looked at. */
  failed: ReadonlySet<Failure['code']>
}

interface SimulatedCandidate extends Candidate {
  queued: QueuedTurn
  facts: Facts & { setup: NonNullable<Facts['setup']> }
}

/**
 * Looks for partners for a lead at an instant, as one commit of the engine does it: what is due wakes, the queue is
 * read page by page and judged by the criteria, the lots choose, whoever takes the lead loses its turn, counts it and
 * holds its price, and who failed for a reason of its own is parked (ENGINE 3).
 */
export function routeOnce(
  world: World,
  lead: PastLead,
  { now, wanted, referredTo }: { now: number; wanted: number; referredTo: readonly number[] },
): Routed {
  const about = { now, lead: leadFacts(world, { now, lead, referredTo }) }
  const { arms, order } = readQueue(world, { about, lead, wanted })
  const taken = order.slice(0, wanted).map((candidate, slot) => take(world, candidate, { now, lead, slot }))
  const read = arms.flatMap(({ candidates }) => candidates)
  for (const { queued, facts, failures } of read) {
    const due = parkUntil(facts, failures)
    if (due !== null && due > now) park(world.queue, queued, { due, cause: failures.map(({ code }) => code).join(' ') })
  }
  return { taken, failed: new Set(read.flatMap(({ failures }) => failures.map(({ code }) => code))) }
}

/** The cells of a lead: all areas, then its places, widest first. */
export const cellsOf = ({ leadTypeId, places }: Pick<PastLead, 'leadTypeId' | 'places'>): number[] => [
  cellOf(leadTypeId, 0),
  ...places.map((place) => cellOf(leadTypeId, place)),
]

function leadFacts(
  { settings, people }: World,
  { now, lead, referredTo }: { now: number; lead: PastLead; referredTo: readonly number[] },
): LeadFacts {
  const { introducerId, places, outward, values, consented, costMinor, suppressed } = lead
  const { reached, hadItAlready } = personBehind(people, { ...lead, now }, settings.dedupe)
  return {
    introducerId,
    places,
    outward,
    referredTo: [...referredTo, ...hadItAlready],
    fields: settings.leadTypes.get(lead.leadTypeId)!.fields,
    values,
    consented,
    costMinor,
    reached,
    suppressed,
  }
}

interface About {
  now: number
  lead: LeadFacts
}

type Queried = { about: About; lead: PastLead; wanted: number }

function readQueue(
  world: World,
  { about, lead, wanted }: Queried,
): { arms: Arm<SimulatedCandidate>[]; order: SimulatedCandidate[] } {
  const cells = cellsOf(lead)
  const arms = cells.map((cell): Arm<SimulatedCandidate> => {
    const own = world.queue.cells.get(cell)
    if (own !== undefined) wakeDue(own, about.now)
    return { cell, ready: new Map(own?.weights), candidates: [], exhausted: false }
  })
  for (const arm of arms) readOn(world, arm, { about, page: firstPageOf(wanted) })
  let choice = chooseFrom(arms, { lead, wanted })
  for (let page = 0; choice.readOn !== null; ) {
    const arm = choice.readOn
    // The last page is read again and again: what the engine leaves to a job, a simulation goes through at once.
    while (page < furtherPages.length - 1 && arm.candidates.length >= furtherPages[page]!) page += 1
    readOn(world, arm, { about, page: furtherPages[page]! })
    choice = chooseFrom(arms, { lead, wanted })
  }
  return { arms, order: choice.order }
}

const chooseFrom = (
  arms: readonly Arm<SimulatedCandidate>[],
  { lead, wanted }: { lead: PastLead; wanted: number },
): Choice<SimulatedCandidate> => choose(arms, { draws: lead.lots.arms, wanted, atMost: wanted })

function readOn(world: World, arm: Arm<SimulatedCandidate>, { about, page }: { about: About; page: number }): void {
  const from = arm.candidates.length
  const read = world.queue.cells.get(arm.cell)?.ready.slice(from, from + page) ?? []
  for (const queued of read) arm.candidates.push(judge(world, queued, about))
  arm.exhausted = read.length < page
}

function judge(world: World, queued: QueuedTurn, { now, lead }: About): SimulatedCandidate {
  const setup = world.setups.get(queued.setupId)!
  const facts = factsFor(world, setup, { now, lead, allAreas: queued.cell % 2 ** 24 === 0 })
  const { cell, band, rank, setupId } = queued
  return { turn: { cell, band, rank, setupId }, queued, partnerId: setup.partnerId, facts, failures: evaluate(facts) }
}

function take(
  world: World,
  { queued, facts, partnerId }: SimulatedCandidate,
  { now, lead, slot }: { now: number; lead: PastLead; slot: number },
): Taken {
  const standing = world.standings.get(partnerId)!
  const priceMinor = priceOf(facts)
  takeTurn(world.queue, queued, rankAfterTurn(now, Math.floor(lead.lots.ties[slot]! * 1024)))
  count(standing, periodAt(world.settings.partners.get(partnerId)!.zone, now), { leadTypeId: lead.leadTypeId, by: 1 })
  standing.availableMinor -= priceMinor
  return { partnerId, priceMinor }
}
