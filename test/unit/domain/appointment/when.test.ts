import { describe, expect, it } from 'vitest'
import { whenText } from '../../../../worker/domain/appointment/when.ts'

describe('the time of an appointment in words promises that', () => {
  it.each([
    ['2026-07-22T13:00:00Z', 60, 'Europe/London', 'Wednesday 22 July 2026, 14:00 to 15:00 (Europe/London)'],
    ['2026-12-02T14:00:00Z', 90, 'Europe/London', 'Wednesday 2 December 2026, 14:00 to 15:30 (Europe/London)'],
    ['2026-12-02T23:30:00Z', 15, 'Europe/London', 'Wednesday 2 December 2026, 23:30 to 23:45 (Europe/London)'],
    [
      '2026-12-02T23:30:00Z',
      60,
      'Europe/London',
      'Wednesday 2 December 2026, 23:30 to Thursday 3 December 2026, 00:30 (Europe/London)',
    ],
    ['2026-12-02T23:30:00Z', 60, 'Asia/Tokyo', 'Thursday 3 December 2026, 08:30 to 09:30 (Asia/Tokyo)'],
  ])('%s for %i minutes in %s is %s', (startsAt, minutes, zone, _zone) => {
    expect(whenText({ startsAt: Date.parse(startsAt), minutes }, zone)).toBe(_zone)
  })
})
