import type { EligibilityCode } from '../../../contract/eligibility.ts'
import type { PastLead } from './past.ts'
import { wakeDue } from './queue.ts'
import { cellsOf } from './route.ts'
import type { World } from './world.ts'

/** A lead that nobody took yet, and is looked at again until its time is over (D21). */
export interface WaitingLead {
  lead: PastLead
  until: number
  /** Who had it and turned it down. */
  asked: number[]
  /** What kept from it whoever was looked at last. */
  failed: ReadonlySet<EligibilityCode>
}

/** Leads that wait, by lead type, oldest first, with all the cells that they lie in. */
export type Waiting = Map<number, { leads: readonly WaitingLead[]; cells: ReadonlySet<number> }>

export interface Look {
  /** Says whether the lead was taken. */
  again(lead: WaitingLead, at: number): boolean
  giveUp(lead: WaitingLead): void
}

export function addWaiting(waiting: Waiting, lead: WaitingLead): void {
  const { leadTypeId } = lead.lead
  setWaiting(waiting, leadTypeId, [...(waiting.get(leadTypeId)?.leads ?? []), lead])
}

/** Looks at the waiting leads again, each time when somebody may have woken, up to an instant. */
export function lookUntil(
  world: World,
  waiting: Waiting,
  { now, until, look }: { now: number; until: number; look: Look },
): void {
  for (let next = nextLook(world, waiting, now); next.at <= until; next = nextLook(world, waiting, next.at)) {
    const { leadTypeId, at } = next
    const { leads, cells } = waiting.get(leadTypeId)!
    world.woken.delete(leadTypeId)
    for (const cell of cells) wakeIn(world, cell, at)
    const left = leads.filter((each) => {
      if (each.until <= at) look.giveUp(each)
      return each.until > at && !(hasReady(world, each) && look.again(each, at))
    })
    if (left.length < leads.length) setWaiting(waiting, leadTypeId, left)
  }
}

const setWaiting = (waiting: Waiting, leadTypeId: number, leads: readonly WaitingLead[]): void =>
  void waiting.set(leadTypeId, { leads, cells: new Set(leads.flatMap(({ lead }) => cellsOf(lead))) })

/** When a lead type has to be looked at next: at once when something woke, else when a parked turn's time comes. */
function nextLook(world: World, waiting: Waiting, now: number): { leadTypeId: number; at: number } {
  let soonest = { leadTypeId: 0, at: Number.POSITIVE_INFINITY }
  for (const [leadTypeId, { leads, cells }] of waiting) {
    if (leads.length === 0) continue
    const at = world.woken.has(leadTypeId) ? now : Math.max(now, earliestDue(world, cells))
    if (at < soonest.at) soonest = { leadTypeId, at }
  }
  return soonest
}

function earliestDue({ queue }: World, cells: ReadonlySet<number>): number {
  let earliest = Number.POSITIVE_INFINITY
  for (const cell of cells) earliest = Math.min(earliest, queue.cells.get(cell)?.nextDue ?? earliest)
  return earliest
}

function wakeIn({ queue }: World, cell: number, at: number): void {
  const own = queue.cells.get(cell)
  if (own !== undefined) wakeDue(own, at)
}

/** Whether anybody is ready on a lead's cells: most looks are over here. */
const hasReady = ({ queue }: World, { lead }: WaitingLead): boolean =>
  cellsOf(lead).some((cell) => (queue.cells.get(cell)?.ready.length ?? 0) > 0)
