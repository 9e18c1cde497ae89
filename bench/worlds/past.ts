import { minuteMs } from '../../contract/time.ts'
import { leadIdAt, randomFrom } from '../../test/support/random.ts'
import { insert, usualLead, type World } from '../../test/support/world.ts'
import { placesOfLead } from '../../worker/domain/places/schemes.ts'
import { periodAt } from '../../worker/domain/schedule/period.ts'
import { demoWorld, postcodes } from './demo.ts'

const gapMs = 4 * minuteMs
const rowsPerStatement = 1000

/**
 * The demo-shaped broker with settings that make a simulation read what leads say and who they are: two buyers want
 * nobody twice, one filters.
 */
export function pastWorld({ buyerUrl }: { buyerUrl: string }): World {
  const world = demoWorld({ buyerUrl, scope: 1 })
  return {
    ...world,
    partners: world.partners!.map((one) => (one.id === 2 || one.id === 5 ? { ...one, repeatDays: 30 } : one)),
    setups: world.setups!.map((one) =>
      one.partnerId === 6 ? { ...one, filters: [{ field: 'email', op: 'present' as const }] } : one,
    ),
  }
}

/**
 * So many leads, one every four minutes up to `until`, of all types and places, straight into the database; three in
 * four were referred to somebody, which counted and held money as it does.
 */
export async function writePast(
  db: D1Database,
  { leads: count, until }: { leads: number; until: number },
): Promise<void> {
  const random = randomFrom(17)
  const leads = Array.from({ length: count }, (_, n) => {
    const at = until - (count - n) * gapMs
    const postcode = random.pick(postcodes)
    return {
      id: leadIdAt(at, n),
      version: 1,
      lead_type_id: 1 + random.below(3),
      channel: 'json',
      received_at: at,
      location: 'routed',
      stage: 'new',
      outward: placesOfLead(postcode).outward,
      // One person in ten comes again.
      fields: JSON.stringify(usualLead(random.chance(0.1) ? random.below(n + 1) : n, postcode)),
      submission_hash: '',
    }
  })
  const takers = new Map([
    [1, [1, 2, 3, 12, 16]],
    [2, [1, 2, 3, 12, 16]],
    [3, [10, 15]],
  ])
  const referrals = leads
    .filter(() => random.chance(0.75))
    .map(({ id, lead_type_id, received_at }) => {
      const partner = random.pick(takers.get(lead_type_id)!)
      const { day, month } = periodAt('Europe/London', received_at)
      return {
        ...{ lead_id: id, partner_id: partner, version: 1, setup_id: partner * 10 + lead_type_id, lead_type_id },
        ...{ method: 'immediate', state: 'delivered', price: 1500, referred_at: received_at, day, month },
      }
    })
  for (let i = 0; i < leads.length; i += rowsPerStatement)
    await db.batch([insert(db, 'leads', leads.slice(i, i + rowsPerStatement))])
  for (let i = 0; i < referrals.length; i += rowsPerStatement)
    await db.batch([insert(db, 'referrals', referrals.slice(i, i + rowsPerStatement))])
}
