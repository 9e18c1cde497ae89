import { describe, expect, it } from 'vitest'
import { parseAll } from '../../../contract/parse.ts'
import { scheduleSchema } from '../../../contract/schedule.ts'

const windows = [{ days: [1], from: '09:00', to: '17:00' }]

const problemsOf = (schedule: unknown): string[] => {
  const parsed = parseAll(scheduleSchema, schedule)
  return parsed.ok ? [] : parsed.errors.map(({ pointer, code }) => `${pointer} ${code}`)
}

describe('the shape of a schedule: it promises that', () => {
  it.each([
    ['no holidays are needed', { windows }],
    ['a holiday is a day', { windows, holidays: [{ from: '2026-12-25' }] }],
    ['or a spell of days', { windows, holidays: [{ from: '2026-12-25', to: '2027-01-01' }] }],
    ['a leap day is one', { windows, holidays: [{ from: '2028-02-29' }] }],
    ['there is room for 400', { windows, holidays: Array(400).fill({ from: '2026-12-25' }) }],
  ])('%s', (_, schedule) => {
    expect(problemsOf(schedule)).toEqual([])
  })

  it.each([
    ['a window is needed', { windows: [], holidays: [{ from: '2026-12-25' }] }, '/windows TOO_SHORT'],
    ['a holiday is a date', { windows, holidays: [{ from: 'Christmas' }] }, '/holidays/0/from INVALID'],
    ['of the calendar', { windows, holidays: [{ from: '2026-02-29' }] }, '/holidays/0/from INVALID'],
    ['with a month that there is', { windows, holidays: [{ from: '2026-13-01' }] }, '/holidays/0/from INVALID'],
    [
      'without a time',
      { windows, holidays: [{ from: '2026-12-25', to: '2026-12-25T12:00' }] },
      '/holidays/0/to INVALID',
    ],
    ['and has a beginning', { windows, holidays: [{ to: '2026-12-25' }] }, '/holidays/0/from REQUIRED'],
    ['400 are enough', { windows, holidays: Array(401).fill({ from: '2026-12-25' }) }, '/holidays TOO_LONG'],
  ])('%s', (_, schedule, problem) => {
    expect(problemsOf(schedule)).toEqual([problem])
  })
})
