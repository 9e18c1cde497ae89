import type { EligibilityCode } from '../../../contract/eligibility.ts'
import { hourMs } from '../../../contract/time.ts'
import { applyEvent, giveBack } from './events.ts'
import type { Past, PastEvent, PastLead } from './past.ts'
import { meetPerson, type PersonReferral } from './people.ts'
import { cellsOf, routeOnce, type Taken } from './route.ts'
import type { Settings } from './settings.ts'
import { addWaiting, lookUntil, type Waiting, type WaitingLead } from './waiting.ts'
import { newWorld, type World } from './world.ts'

/** Why nobody took a lead: a criterion that kept somebody from it, or nobody wants its type in its place at all. */
export type Unserved = EligibilityCode | 'NOBODY_THERE'

/** Where the leads of a past go under some settings. */
export interface Future {
  /** Who has each lead in the end, by its id. A lead that nobody has is not in it. */
  taken: Map<string, readonly Taken[]>
  /** Leads that were routed and that nobody took in their time, and why. */
  unserved: Map<string, ReadonlySet<Unserved>>
  /** How many were not routed: their type leaves them to a person. What a person did with them stays. */
  leftToPerson: number
}

interface Run {
  world: World
  future: Future
  waiting: Waiting
  now: number
}

/**
 * Unfolds one future of a past (C2): every lead in its turn, at its own time, through the engine's own rules; what is
 * not routed anew happens as it did. A lead that nobody takes is held and looked at again when somebody wakes (D21).
 * The same arguments always give the same future.
 */
export function simulate(past: Past, settings: Settings): Future {
  const isRouted = ({ leadTypeId }: PastLead) => settings.leadTypes.get(leadTypeId)!.referralMethod === 'immediate'
  const leads = past.leads.filter(isRouted)
  const left = past.leads.filter((lead) => !isRouted(lead))
  const run: Run = {
    world: newWorld(settings, past),
    future: { taken: new Map(), unserved: new Map(), leftToPerson: left.length },
    waiting: new Map(),
    now: 0,
  }
  const events = [...past.events, ...left.flatMap((lead) => leaveToPerson(run, lead))].sort((a, b) => a.at - b.at)
  let next = 0
  const goTo = (instant: number): void => {
    for (; next < events.length && events[next]!.at <= instant; next++) {
      passTime(run, events[next]!.at)
      applyEvent(run.world, events[next]!)
    }
    passTime(run, instant)
  }
  for (const lead of leads) {
    goTo(lead.at)
    meet(run, lead)
  }
  goTo(past.until)
  for (const { leads: unserved } of run.waiting.values()) for (const each of unserved) leaveUnserved(run, each)
  return run.future
}

/** Waiting leads are looked at whenever somebody wakes in between. */
function passTime(run: Run, until: number): void {
  const look = {
    again: (each: WaitingLead, at: number) => fill(run, each, at),
    giveUp: (each: WaitingLead) => leaveUnserved(run, each),
  }
  lookUntil(run.world, run.waiting, { now: run.now, until, look })
  run.now = until
}

/** A lead that a person refers goes where that person really sent it. */
function leaveToPerson({ future }: Run, { id, referrals }: PastLead): PastEvent[] {
  const byHand = referrals.filter((referral) => referral.byHand)
  const kept = byHand.filter(({ turnedDown }) => !turnedDown)
  if (kept.length > 0) future.taken.set(id, kept)
  return byHand.map((referral) => ({ kind: 'referral', ...referral }))
}

/** A lead comes in, and is taken, held or left unserved. */
function meet(run: Run, lead: PastLead): void {
  const { holdHours } = run.world.settings.leadTypes.get(lead.leadTypeId)!
  const waiting: WaitingLead = { lead, asked: [], failed: new Set(), until: lead.at + holdHours * hourMs }
  if (fill(run, waiting, lead.at)) return
  if (holdHours === 0) leaveUnserved(run, waiting)
  else addWaiting(run.waiting, waiting)
}

/**
 * Fills a lead's slots; says whether anybody has it then. Who turned this very lead down in truth turns it down again,
 * at once: its slot, its cap and its money come back and the next one is asked (D18).
 */
function fill({ world, future }: Run, waiting: WaitingLead, now: number): boolean {
  const { lead, asked } = waiting
  const { scope } = world.settings.leadTypes.get(lead.leadTypeId)!
  const kept: Taken[] = []
  for (let goesOn = true; goesOn && kept.length < scope; ) {
    const { taken, failed } = routeOnce(world, lead, { now, wanted: scope - kept.length, referredTo: asked })
    asked.push(...taken.map(({ partnerId }) => partnerId))
    const turnedDown = taken.filter(({ partnerId }) => turnsDown(lead, partnerId))
    for (const each of turnedDown) giveBack(world, lead, { ...each, now })
    kept.push(...taken.filter((each) => !turnedDown.includes(each)))
    waiting.failed = failed
    goesOn = turnedDown.length > 0
  }
  if (lead.keys.length > 0 && asked.length > 0)
    meetPerson(world.people, { ...lead, leadId: lead.id, referrals: toPersonReferrals(waiting, now) })
  if (kept.length > 0) future.taken.set(lead.id, kept)
  return kept.length > 0
}

const toPersonReferrals = ({ lead, asked }: WaitingLead, at: number): PersonReferral[] =>
  asked.map((partnerId) => {
    const real = lead.referrals.find((referral) => referral.partnerId === partnerId)
    return { partnerId, at, hasPerson: real === undefined || real.hasPerson }
  })

const turnsDown = ({ referrals }: PastLead, partnerId: number): boolean =>
  referrals.some((referral) => referral.partnerId === partnerId && referral.turnedDown)

/** Why: what those are parked for that would have been asked, and what the others failed. */
function leaveUnserved({ world, future }: Run, { lead, failed }: WaitingLead): void {
  const parked = cellsOf(lead).flatMap((cell) => [...(world.queue.cells.get(cell)?.causes ?? [])])
  const causes = parked.flatMap(([cause, turns]) => (turns > 0 ? (cause.split(' ') as EligibilityCode[]) : []))
  const because = new Set<Unserved>([...causes, ...failed])
  future.unserved.set(lead.id, because.size > 0 ? because : new Set(['NOBODY_THERE']))
}
