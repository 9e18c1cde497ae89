import { describe, expect, it } from 'vitest'
import { type Cut, cutBecause, mostInChain, mostInDay } from '../../../../worker/domain/automation/may-start.ts'

const others = (count: number) => Array.from({ length: count }, (_, i) => `aut_${i + 10}`)

const starts: [title: string, chain: string[], startedToday: number, cut: Cut | null][] = [
  ['what nothing led to is started', [], 0, null],
  ['what another one led to is started', ['aut_2'], 0, null],
  ['what it led to itself is a loop', ['aut_1'], 0, 'LOOP'],
  ['what it led to through others is a loop', ['aut_1', 'aut_2', 'aut_3'], 0, 'LOOP'],
  ['the longest chain that is allowed is', others(mostInChain - 1), 0, null],
  ['a longer one is cut', others(mostInChain), 0, 'TOO_DEEP'],
  ['as often as allowed in a day is fine', [], mostInDay - 1, null],
  ['more often in a day is cut', [], mostInDay, 'TOO_OFTEN'],
]

describe('starting an automation promises that', () => {
  it.each(starts)('%s', (_, chain, startedToday, cut) => {
    expect(cutBecause({ automation: 'aut_1', chain, startedToday })).toBe(cut)
  })
})
