import { beforeEach, describe, expect, it } from 'vitest'
import { hourMs } from '../../../contract/time.ts'
import { approveReturn } from '../../../worker/operations/returns/approve-return.ts'
import { reverseIntroducer } from '../../../worker/operations/reversals/reverse-introducer.ts'
import { reverseLead } from '../../../worker/operations/reversals/reverse-lead.ts'
import { reverseReferral } from '../../../worker/operations/reversals/reverse-referral.ts'
import { unreferReferral } from '../../../worker/operations/reversals/unrefer-referral.ts'
import { Problem } from '../../../worker/problem.ts'
import { testDb } from '../../support/ctx.ts'
import { type Random, randomFrom } from '../../support/random.ts'
import { ask, at, balanceOf, buyers, type Delivered, delivered, findings, start } from '../../support/return-world.ts'

const reason = 'Any order'

type Act = (of: Delivered, now: number) => Promise<unknown>

/** Everything that turns money back, in the words of F47 to F52. */
const acts: Record<string, Act> = {
  return: async (of, now) => {
    await ask(of, at(now))
    await approveReturn(at(now), { ...of, note: '', reroute: false })
  },
  unrefer: (of, now) => unreferReferral(at(now), { ...of, reason, reroute: false }),
  'reverse referral': (of, now) => reverseReferral(at(now), { ...of, reason }),
  'reverse introducer': ({ leadId }, now) => reverseIntroducer(at(now), { leadId, reason }),
  reverse: ({ leadId }, now) => reverseLead(at(now), { leadId, reason }),
}

const names = Object.keys(acts)

const permutations = (list: readonly string[]): string[][] =>
  list.length === 0
    ? [[]]
    : list.flatMap((first) => permutations(list.filter((other) => other !== first)).map((rest) => [first, ...rest]))

/** What is refused is refused; a fault is not. */
const tried = (work: Promise<unknown>) =>
  work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Problem) return false
      throw error
    },
  )

const seed = Number(process.env.SEED ?? 20_261_123)

const price = 1000
const later = 650
const fee = 200

beforeEach(async () => {
  await buyers({ reverseIntroducer: true }, { leadTypes: [{ id: 1, scope: 2, defaultPrice: price }] })
  await testDb().batch([
    testDb().prepare(
      `UPDATE lead_types SET version = 2, charges = '[{"point":"qualified","amountMinor":${later},"costBps":0}]'`,
    ),
    testDb().prepare(
      `INSERT INTO introducer_terms (id, version, partner_id, lead_type_id, amount, shares)
       VALUES (1, 1, 9, NULL, ${fee}, '[{"point":"accepted","valueBps":1000}]')`,
    ),
  ])
})

/** One lead with two buyers, who are partners 1 and 2 or 2 and 3: turns go round. */
async function lead(n: number): Promise<Delivered[]> {
  const of = await delivered(n, { introducerId: 9 })
  return [of, { ...of, partnerId: 2, ref: `${of.ref.slice(0, -8)}00000002` }]
}

describe('turning money back in any order', () => {
  it('promises of every order that no more comes back than was charged, all of it in the end, and books that balance', async () => {
    let n = 0
    for (const order of permutations(names)) {
      n += 1
      const [of] = (await lead(n)) as [Delivered]
      const before = (await balanceOf(1))!
      let step = 0
      for (const name of order) {
        step += 1
        await tried(acts[name]!(of, of.deliveredAt + step * 1000))
        const now = (await balanceOf(1))!
        expect(now.balance - before.balance, order.join(', ')).toBeLessThanOrEqual(price)
        expect(now.held, order.join(', ')).toBeLessThanOrEqual(before.held)
      }
      // Whatever came first, `reverse` and `reverse referral` leave nothing charged and nothing held.
      expect(await balanceOf(1), order.join(', ')).toMatchObject({ balance: 1_000_000, held: 0 })
      if (n % 10 === 0) expect(await findings(), order.join(', ')).toEqual([])
    }
    expect(n).toBe(120)
    expect((await balanceOf(2))!.held).toBe(0)
    expect((await balanceOf(9))!.payable).toBe(0)
  }, 180_000)

  it(`promises the same after every one of random steps, several at once and again and again (seed ${seed})`, async () => {
    const random = randomFrom(seed)
    for (let n = 1; n <= 25; n += 1) {
      const both = await lead(1000 + n)
      const told = await story(random, both)
      await reverseLead(at(start + 90 * hourMs), { leadId: both[0]!.leadId, reason })
      for (const party of [1, 2])
        expect(await balanceOf(party), `seed ${seed}, lead ${n}: ${told}`).toMatchObject({
          balance: 1_000_000,
          held: 0,
        })
      expect(await balanceOf(9), `seed ${seed}, lead ${n}: ${told}`).toMatchObject({ payable: 0 })
    }
  })
})

async function story(random: Random, both: readonly Delivered[]): Promise<string> {
  const told: string[] = []
  for (let step = 1; step <= 4; step += 1) {
    const atOnce = Array.from({ length: 1 + random.below(3) }, () => ({
      name: random.pick(names),
      of: random.pick(both),
    }))
    told.push(atOnce.map(({ name, of }) => `${name} ${of.partnerId}`).join(' + '))
    await Promise.all(atOnce.map(({ name, of }) => tried(acts[name]!(of, of.deliveredAt + step * 1000))))
    expect(await findings(), `seed ${seed}: ${told.join('; ')}`).toEqual([])
  }
  return told.join('; ')
}
