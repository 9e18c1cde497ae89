import { type Random, randomFrom } from '../../test/support/random.ts'
import type { World, WorldPartner, WorldSetup } from '../../test/support/world.ts'
import { untilChange } from '../../worker/domain/eligibility/criterion.ts'

const leadTypeIds = [1, 2, 3, 4]

/** The region: areas, with a few districts of each. Every setup that is not national is somewhere in here. */
const districts: Record<string, string[]> = {
  N: ['N1', 'N7', 'N16', 'N19'],
  NW: ['NW1', 'NW3', 'NW6', 'NW10'],
  SE: ['SE1', 'SE10', 'SE15', 'SE22'],
  SW: ['SW1A', 'SW4', 'SW9', 'SW11'],
}
const areas = Object.keys(districts)

/** One postcode in each district of the region. */
export const postcodes = Object.values(districts)
  .flat()
  .map((district) => `${district} ${1 + (district.length % 9)}AA`)

/**
 * A broker with so many setups. What differs between two of these worlds is the number of setups on the arms of the
 * queue and nothing else: the same four lead types, each partner with a setup for each; the same region, in which every
 * arm has setups in both (30 % all areas, 35 % one or two areas, 35 % one to three districts); the same priorities,
 * and three in ten partners with a cap, whose counts are read as well.
 *
 * Three in ten partners are paused, and their turns parked, as a queue's are on every day but its first: a broker that
 * starts with a thousand paused partners meets each of them once, whatever its size.
 */
export function armsWorld({ setups: count, buyerUrl }: { setups: number; buyerUrl: string }): World {
  const random = randomFrom(count)
  const internet = { format: 'json', url: buyerUrl, headers: {} }
  const partners = Array.from(
    { length: count / leadTypeIds.length },
    (_, i): WorldPartner => ({
      id: i + 1,
      online: !isPaused(i + 1),
      dailyLimit: random.chance(0.3) ? 1000 : 0,
      balance: 100_000_00,
      delivery: { email: null, internet },
    }),
  )
  return {
    leadTypes: leadTypeIds.map((id) => ({ id })),
    partners,
    setups: partners.flatMap(({ id: partnerId }) =>
      leadTypeIds.map((leadTypeId) => setupOf(random, { partnerId, leadTypeId })),
    ),
  }
}

/** Parks the turns of whoever is paused, as the first lead that met them would have done. */
export const parkPaused = (db: D1Database): Promise<unknown> =>
  db
    .prepare(
      `UPDATE turns SET due = ?, cause = 'OFFLINE' WHERE setup_id IN (
         SELECT s.id FROM setups s JOIN partners p ON p.id = s.partner_id WHERE p.online = 0)`,
    )
    .bind(untilChange)
    .run()

const isPaused = (partnerId: number): boolean => partnerId % 10 < 3

function setupOf(random: Random, { partnerId, leadTypeId }: { partnerId: number; leadTypeId: number }): WorldSetup {
  const places = placesOf(random)
  return {
    id: (partnerId - 1) * leadTypeIds.length + leadTypeId,
    partnerId,
    leadTypeId,
    priority: random.pick([0, 0, 0, 10]),
    ...(places === null ? {} : { places }),
  }
}

function placesOf(random: Random): string[] | null {
  if (random.chance(0.3)) return null
  return random.chance(0.5) ? some(random, areas, 2) : some(random, districts[random.pick(areas)]!, 3)
}

function some(random: Random, places: readonly string[], most: number): string[] {
  return [...new Set(Array.from({ length: 1 + random.below(most) }, () => random.pick(places)))]
}
