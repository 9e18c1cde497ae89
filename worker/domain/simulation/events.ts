import { periodAt } from '../schedule/period.ts'
import type { PastEvent, PastLead } from './past.ts'
import { wakeSetup } from './queue.ts'
import type { Taken } from './route.ts'
import { count } from './standing.ts'
import type { World } from './world.ts'

/** Something that is as it was in every future: a lead that is not routed anew, or money that came or went. */
export function applyEvent(world: World, event: PastEvent): void {
  if (event.kind === 'money') moveMoney(world, event.partnerId, event.availableMinor)
  else if (!event.turnedDown) {
    const { partnerId, leadTypeId, at, priceMinor } = event
    countFor(world, partnerId, { at, leadTypeId, by: 1 })
    moveMoney(world, partnerId, -priceMinor)
  }
}

/** A partner turned a lead down: the cap and the money are as before, and whoever was parked for them wakes (D18). */
export function giveBack(
  world: World,
  { leadTypeId }: PastLead,
  { partnerId, priceMinor, now }: Taken & { now: number },
): void {
  countFor(world, partnerId, { at: now, leadTypeId, by: -1 })
  wake(world, partnerId, 'LIMIT')
  moveMoney(world, partnerId, priceMinor)
}

function moveMoney(world: World, partnerId: number, availableMinor: number): void {
  const standing = world.standings.get(partnerId)
  if (standing === undefined) return
  standing.availableMinor += availableMinor
  if (availableMinor > 0) wake(world, partnerId, 'NO_CREDIT')
}

function countFor(
  world: World,
  partnerId: number,
  { at, ...change }: { at: number; leadTypeId: number; by: number },
): void {
  const [partner, standing] = [world.settings.partners.get(partnerId), world.standings.get(partnerId)]
  if (partner !== undefined && standing !== undefined) count(standing, periodAt(partner.zone, at), change)
}

function wake(world: World, partnerId: number, cause: string): void {
  for (const { id, leadTypeId } of world.setupsOfPartner.get(partnerId) ?? [])
    if (wakeSetup(world.queue, id, cause)) world.woken.add(leadTypeId)
}
