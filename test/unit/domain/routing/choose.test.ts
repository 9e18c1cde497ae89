import { describe, expect, it } from 'vitest'
import type { Failure } from '../../../../contract/eligibility.ts'
import { type Arm, type Candidate, choose } from '../../../../worker/domain/routing/choose.ts'
import { randomFrom } from '../../../support/random.ts'

const offline: Failure = { code: 'OFFLINE', title: 'Online', values: {} }

/** Candidates as `partner@band`, in the order of the queue; a leading minus fails a criterion. */
function arm(cell: number, candidates: string[], { ready = candidates.length, exhausted = true } = {}): Arm {
  const read = candidates.map((text, i): Candidate => {
    const [partner = '', band = '0'] = text.replace(/^-/, '').split('@')
    const partnerId = Number(partner)
    return {
      turn: { cell, band: Number(band), rank: i, setupId: partnerId },
      partnerId,
      failures: text.startsWith('-') ? [offline] : [],
    }
  })
  return {
    cell,
    candidates: read,
    exhausted,
    ready: new Map([...new Set(read.map(({ turn }) => turn.band))].map((band) => [band, ready])),
  }
}

/** The first so many of a queue and as many of its bands, as they are read from the database. */
function counted(cell: number, queue: readonly { text: string }[], read: number): Arm {
  const whole = arm(
    cell,
    queue.map(({ text }) => text),
  )
  const bands = Map.groupBy(whole.candidates, ({ turn }) => turn.band)
  return {
    cell,
    candidates: whole.candidates.slice(0, read),
    exhausted: queue.length < read,
    ready: new Map([...bands].slice(0, read).map(([band, { length }]) => [band, length])),
  }
}

const partners = (order: Candidate[]) => order.map(({ partnerId }) => partnerId)

describe('the order in which a lead is offered', () => {
  const table: [promise: string, arms: Arm[], draws: number[], order: number[]][] = [
    ['nobody gives an empty order', [arm(1, [])], [0.5], []],
    ['one arm keeps the order of its queue', [arm(1, ['3', '1', '2'])], [0.9, 0.1, 0.5], [3, 1, 2]],
    ['whoever fails something is stepped over', [arm(1, ['-3', '1', '-2'])], [0], [1]],
    ['a higher priority (lower band) comes first, whatever its arm', [arm(1, ['1@0']), arm(2, ['2@-5'])], [0], [2, 1]],
    ['a low draw takes the first arm', [arm(1, ['1']), arm(2, ['2'])], [0.49, 0], [1, 2]],
    ['a high draw takes the second arm', [arm(1, ['1']), arm(2, ['2'])], [0.51, 0], [2, 1]],
    [
      'an arm weighs what is ready on it',
      [arm(1, ['1'], { ready: 9 }), arm(2, ['2'], { ready: 1 })],
      [0.89, 0],
      [1, 2],
    ],
    ['and no more than that', [arm(1, ['1'], { ready: 9 }), arm(2, ['2'], { ready: 1 })], [0.91, 0], [2, 1]],
    [
      'an arm that turns out to have nobody eligible is drawn again among the rest',
      [arm(1, ['-1'], { ready: 98 }), arm(2, ['2']), arm(3, ['3'])],
      [0.1, 0.9],
      [2, 3],
    ],
    [
      'that second draw is the rest of the first',
      [arm(1, ['-1'], { ready: 98 }), arm(2, ['2']), arm(3, ['3'])],
      [0.9],
      [3, 2],
    ],
    [
      'the highest price comes first over all arms, each band by itself (D2.2)',
      [arm(1, ['1@-300', '2@-100']), arm(2, ['3@-200', '4@-100'])],
      [0.9, 0.9, 0.9, 0.9],
      [1, 3, 4, 2],
    ],
    ['every slot draws anew', [arm(1, ['1', '2']), arm(2, ['3', '4'])], [0.1, 0.9, 0.1, 0.9], [1, 3, 2, 4]],
  ]
  it.each(table)('promises that %s', (_, arms, draws, order) => {
    expect(partners(choose(arms, { draws, wanted: 1, atMost: 9 }).order)).toEqual(order)
  })

  it('promises that bands nobody has read to change nothing for the slots that are wanted', () => {
    const random = randomFrom(77)
    for (let world = 0; world < 3000; world++) {
      const queues = [1, 2, 3].map((cell) =>
        Array.from({ length: random.below(9) }, (_, i) => ({
          text: `${random.chance(0.4) ? '-' : ''}${cell * 10 + i}@${random.below(6)}`,
        })).sort((a, b) => Number(a.text.split('@')[1]) - Number(b.text.split('@')[1])),
      )
      const draws = Array.from({ length: 20 }, () => random.next())
      const wanted = 1 + random.below(3)
      const whole = queues.map((queue, i) => counted(i + 1, queue, queue.length + 1))
      const order = partners(choose(whole, { draws, wanted, atMost: wanted }).order)

      const read = queues.map(() => 1 + random.below(3))
      let choice = choose(
        queues.map((queue, i) => counted(i + 1, queue, read[i]!)),
        { draws, wanted, atMost: wanted + 8 },
      )
      while (choice.readOn !== null) {
        read[choice.readOn.cell - 1]! += 2
        choice = choose(
          queues.map((queue, i) => counted(i + 1, queue, read[i]!)),
          { draws, wanted, atMost: wanted + 8 },
        )
      }
      expect(partners(choice.order.slice(0, wanted))).toEqual(order)
    }
  })

  it('promises that whoever the database refused fills no slot, and hides nobody behind them', () => {
    const open = arm(1, ['1', '2'], { exhausted: false })
    const refused = { draws: [0], wanted: 1, atMost: 9, excluded: new Set([1, 2]) }
    expect(choose([open], refused)).toEqual({ order: [], readOn: open })
    expect(partners(choose([arm(1, ['1', '2', '3'])], refused).order)).toEqual([3])
  })

  it('promises that what counts is the place served, not how the boxes were ticked', () => {
    const random = randomFrom(20_260_615)
    const wins = new Map<number, number>()
    const leads = 30_000
    for (let lead = 0; lead < leads; lead++) {
      const arms = [
        arm(1, [String(1 + (lead % 6))], { ready: 6 }),
        arm(2, [String(7 + (lead % 3))], { ready: 3 }),
        arm(3, ['10'], { ready: 1 }),
      ]
      const winner = choose(arms, { draws: [random.next()], wanted: 1, atMost: 1 }).order[0]!.partnerId
      wins.set(winner, (wins.get(winner) ?? 0) + 1)
    }
    for (const [partner, won] of wins) expect(won / (leads / 10), `partner ${partner}`).toBeCloseTo(1, 1)
  })
})

describe('how far the arms must be read', () => {
  const open = { exhausted: false }
  const table: [promise: string, arms: Arm[], draws: number[], wanted: number, cell: number | null][] = [
    ['an arm that is read to its end is enough', [arm(1, ['-1'])], [0], 1, null],
    ['an arm with somebody eligible is enough', [arm(1, ['1', '-2'], open)], [0], 1, null],
    ['a drawn arm whose page has nobody is read on', [arm(1, ['-1', '-2'], open)], [0], 1, 1],
    ['an arm that was not drawn is left alone', [arm(1, ['1', '2']), arm(2, ['-3', '-4'], open)], [0.2], 1, null],
    ['and read on when it is drawn', [arm(1, ['1', '2']), arm(2, ['-3', '-4'], open)], [0.8], 1, 2],
    ['nothing is read on for a lower priority', [arm(1, ['1@-5']), arm(2, ['-2@0'], open)], [0.9], 1, null],
    ['a higher priority that may hide is read on first', [arm(1, ['1@0']), arm(2, ['-2@-5'], open)], [0], 1, 2],
    ['three slots want three', [arm(1, ['1', '2'], open)], [0, 0, 0], 3, 1],
    ['spares are not worth reading on', [arm(1, ['1'], open)], [0], 1, null],
  ]
  it.each(table)('promises that %s', (_, arms, draws, wanted, cell) => {
    expect(choose(arms, { draws, wanted, atMost: wanted + 8 }).readOn?.cell ?? null).toBe(cell)
  })
})
