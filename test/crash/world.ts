import { buildWorld, type World } from '../support/world.ts'
import { writeKeys } from '../support/world-keys.ts'
import { habits } from './buyer.ts'

/** Who introduces, and what for. Lead type 2 goes to two partners, of type 3 there is little money for. */
const introducerId = 90
export const leadTypeIds = [1, 2, 3]

export interface Keys {
  admin: string
  /** The introducer's own key, for the API. */
  introducer: string
  /** One form a lead type. */
  forms: string[]
}

/** A broker on which every kind of refusal happens under load: floors, caps, rejections, partners that are slow. */
export async function seedWorld(db: D1Database, buyerUrl: string): Promise<Keys> {
  await buildWorld(db, crashWorld(buyerUrl))
  const [admin = '', introducer = '', ...forms] = await writeKeys(db, [
    { kind: 'admin' },
    { kind: 'partner', partnerId: introducerId },
    ...leadTypeIds.map((leadTypeId) => ({ kind: 'form' as const, partnerId: introducerId, leadTypeId })),
  ])
  return { admin, introducer, forms }
}

function crashWorld(buyerUrl: string): World {
  const deliveryOf = (id: number) => ({
    email: null,
    internet: { format: 'json', url: `${buyerUrl}/${habits[id % habits.length]}`, headers: {} },
  })
  const buyers = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => ({ id, balance: 5_000_000, delivery: deliveryOf(id) }))
  const hindered = [
    { id: 21, balance: 12_000, delivery: deliveryOf(1) },
    { id: 22, balance: 5_000_000, dailyLimit: 15, delivery: deliveryOf(2) },
    { id: 23, balance: 9_000, delivery: deliveryOf(3) },
  ]
  return {
    leadTypes: [
      { id: 1, scope: 1 },
      { id: 2, scope: 2 },
      { id: 3, scope: 1 },
    ],
    partners: [...buyers, ...hindered, { id: introducerId, buys: false, introduces: true, balance: 0 }],
    setups: [
      ...[...buyers, ...hindered.slice(0, 2)].flatMap(({ id }) => [
        { id: id * 10 + 1, partnerId: id, leadTypeId: 1 },
        { id: id * 10 + 2, partnerId: id, leadTypeId: 2 },
      ]),
      { id: 233, partnerId: 23, leadTypeId: 3 },
    ],
  }
}
