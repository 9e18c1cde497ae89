import { describe, expect, it } from 'vitest'
import type { Wait } from '../../../../contract/automation.ts'
import { dueAfter } from '../../../../worker/domain/automation/due-after.ts'

const after = (count: number, unit: 'minutes' | 'hours' | 'days'): Wait => ({ kind: 'after', count, unit })
const workingDay = (time: string): Wait => ({ kind: 'workingDay', time })

/** In London clocks go forward on 29 March 2026 at 01:00 and back on 25 October 2026 at 02:00. */
const waits: [title: string, wait: Wait | null, now: string, due: string][] = [
  ['no wait is due at once', null, '2026-06-15T12:00:00Z', '2026-06-15T12:00:00Z'],
  ['minutes are counted', after(90, 'minutes'), '2026-06-15T12:00:00Z', '2026-06-15T13:30:00Z'],
  [
    'hours are counted through a change of the clocks',
    after(2, 'hours'),
    '2026-03-29T00:30:00Z',
    '2026-03-29T02:30:00Z',
  ],
  ['a day keeps the time of day in summer', after(1, 'days'), '2026-06-15T12:34:56Z', '2026-06-16T12:34:56Z'],
  ['a day keeps it when the clocks go forward', after(1, 'days'), '2026-03-28T09:00:00Z', '2026-03-29T08:00:00Z'],
  ['a day keeps it when the clocks go back', after(1, 'days'), '2026-10-24T08:00:00Z', '2026-10-25T09:00:00Z'],
  [
    'a day that ends in the skipped hour ends at the jump',
    after(1, 'days'),
    '2026-03-28T01:30:00Z',
    '2026-03-29T01:00:00Z',
  ],
  ['three days end on a Sunday if they must', after(3, 'days'), '2026-06-18T12:00:00Z', '2026-06-21T12:00:00Z'],
  ['09:00 is today while it is ahead', workingDay('09:00'), '2026-06-15T07:59:59Z', '2026-06-15T08:00:00Z'],
  ['09:00 is tomorrow once it has struck', workingDay('09:00'), '2026-06-15T08:00:00Z', '2026-06-16T08:00:00Z'],
  ['after Friday comes Monday', workingDay('09:00'), '2026-06-19T08:00:00Z', '2026-06-22T08:00:00Z'],
  ['Saturday waits for Monday', workingDay('09:00'), '2026-06-20T01:00:00Z', '2026-06-22T08:00:00Z'],
  ['Sunday just before midnight waits for Monday', workingDay('00:00'), '2026-06-21T22:59:59Z', '2026-06-21T23:00:00Z'],
  ['Monday after the clocks went forward', workingDay('09:00'), '2026-03-27T09:00:00Z', '2026-03-30T08:00:00Z'],
  ['Monday after the clocks went back', workingDay('09:00'), '2026-10-23T08:00:00Z', '2026-10-26T09:00:00Z'],
]

describe('a wait promises that', () => {
  it.each(waits)('%s', (_, wait, now, due) => {
    const instant = dueAfter(wait, { now: Date.parse(now), zone: 'Europe/London' })
    expect(new Date(instant).toISOString()).toBe(new Date(due).toISOString())
  })

  it("a working day is the broker's own, not Greenwich's", () => {
    const friday = Date.parse('2026-06-19T23:30:00Z')
    const due = dueAfter(workingDay('09:00'), { now: friday, zone: 'Pacific/Auckland' })
    expect(new Date(due).toISOString()).toBe('2026-06-21T21:00:00.000Z')
  })
})
