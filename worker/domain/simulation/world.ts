import { fixedPriceOf } from '../billing/price.ts'
import type { Facts, PartnerFacts } from '../eligibility/facts.ts'
import { bandOf } from '../routing/band.ts'
import { periodAt } from '../schedule/period.ts'
import { windowAt } from '../schedule/window.ts'
import type { Past } from './past.ts'
import { newPeople, type People } from './people.ts'
import { newQueue, type Queue } from './queue.ts'
import type { Settings, SimulatedLeadType, SimulatedPartner, SimulatedSetup } from './settings.ts'
import { countPast, newStanding, type Standing, usedIn } from './standing.ts'

/** One future while it unfolds. */
export interface World {
  settings: Settings
  setups: ReadonlyMap<number, SimulatedSetup>
  setupsOfPartner: ReadonlyMap<number, readonly SimulatedSetup[]>
  queue: Queue
  standings: ReadonlyMap<number, Standing>
  /** The current or next window of each schedule, as it was last asked for. */
  windows: Map<number, { from: number; until: number }>
  people: People
  /** Lead types whose parked turns were woken by something else than time: their waiting leads are looked at again. */
  woken: Set<number>
}

/** Settings and the start of the past, before the first lead comes. */
export function newWorld(settings: Settings, past: Past): World {
  const standings = new Map(
    [...settings.partners.keys()].map((id) => [id, newStanding(past.availableMinor.get(id) ?? 0)]),
  )
  for (const days of past.counts) {
    const standing = standings.get(days.partnerId)
    if (standing !== undefined) countPast(standing, days)
  }
  return {
    settings,
    setups: new Map(settings.setups.map((setup) => [setup.id, setup])),
    setupsOfPartner: Map.groupBy(settings.setups, ({ partnerId }) => partnerId),
    queue: newQueue(settings.setups.flatMap((setup) => turnsOf(setup, settings.leadTypes.get(setup.leadTypeId)!))),
    standings,
    windows: new Map(),
    people: newPeople(past.people),
    woken: new Set(),
  }
}

function turnsOf(setup: SimulatedSetup, leadType: SimulatedLeadType) {
  const { selection } = leadType
  const allAreas = setup.turns.some(({ cell }) => cell % 2 ** 24 === 0)
  const priceMinor = fixedPriceOf({ setup: { ...setup, allAreas }, leadType })
  const band = bandOf({ selection, priority: setup.priority, priceMinor })
  const weight = selection === 'weighted' ? setup.weight : null
  return setup.turns.map(({ cell, rank }) => ({ cell, rank, setupId: setup.id, band, weight }))
}

/** The facts of a setup for a lead at an instant: what worker/operations/routing/facts-of.ts makes of a row. */
export function factsFor(
  world: World,
  setup: SimulatedSetup,
  { now, lead, allAreas }: { now: number; lead: NonNullable<Facts['lead']>; allAreas: boolean },
): Facts & { setup: NonNullable<Facts['setup']> } {
  const { settings } = world
  const partner = settings.partners.get(setup.partnerId)!
  const standing = world.standings.get(setup.partnerId)!
  const period = periodAt(partner.zone, now)
  return {
    now,
    leadType: settings.leadTypes.get(setup.leadTypeId)!,
    rules: settings.rules,
    lead,
    partner: { ...partner, ...openingOf(world, partner, now), dayEnds: period.dayEnds, monthEnds: period.monthEnds },
    setup: { ...setup, allAreas, placeCount: 1, coversLead: true },
    counts: usedIn(period, standing, setup.leadTypeId),
    account: { availableMinor: standing.availableMinor },
  }
}

function openingOf(
  { windows }: World,
  { id, schedule, zone }: SimulatedPartner,
  now: number,
): Pick<PartnerFacts, 'openFrom' | 'openUntil'> {
  let window = windows.get(id)
  if (window === undefined || window.until <= now) {
    window = windowAt(schedule, zone, now)
    windows.set(id, window)
  }
  return { openFrom: window.from, openUntil: window.until }
}
