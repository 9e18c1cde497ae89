import { describe, expect, it } from 'vitest'
import type { Failure } from '../../../../contract/eligibility.ts'
import { type Arm, armsToReadOn, type Candidate, choose } from '../../../../worker/domain/routing/choose.ts'
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
    ['an arm without anybody eligible is not drawn', [arm(1, ['-1'], { ready: 99 }), arm(2, ['2'])], [0.1], [2]],
    ['every slot draws anew', [arm(1, ['1', '2']), arm(2, ['3', '4'])], [0.1, 0.9, 0.1, 0.9], [1, 3, 2, 4]],
  ]
  it.each(table)('promises that %s', (_, arms, draws, order) => {
    expect(partners(choose(arms, draws))).toEqual(order)
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
      const winner = choose(arms, [random.next()])[0]!.partnerId
      wins.set(winner, (wins.get(winner) ?? 0) + 1)
    }
    for (const [partner, won] of wins) expect(won / (leads / 10), `partner ${partner}`).toBeCloseTo(1, 1)
  })
})

describe('how far the arms must be read', () => {
  const table: [promise: string, arms: Arm[], wanted: number, cells: number[]][] = [
    ['an arm that is read to its end is enough', [arm(1, ['-1'])], 1, []],
    ['an arm with enough eligible candidates is enough', [arm(1, ['1', '-2'], { exhausted: false })], 1, []],
    ['an arm whose first page has nobody is read on', [arm(1, ['-1', '-2'], { exhausted: false })], 1, [1]],
    [
      'so is the other arm of the same band, though the first has somebody',
      [arm(1, ['1']), arm(2, ['-2'], { exhausted: false })],
      1,
      [2],
    ],
    [
      'but not where only a lower priority can follow',
      [arm(1, ['1@-5']), arm(2, ['-2@0'], { exhausted: false })],
      1,
      [],
    ],
    ['three slots want three on every arm', [arm(1, ['1', '2'], { exhausted: false })], 3, [1]],
  ]
  it.each(table)('promises that %s', (_, arms, wanted, cells) => {
    expect(armsToReadOn(arms, wanted).map(({ cell }) => cell)).toEqual(cells)
  })
})
