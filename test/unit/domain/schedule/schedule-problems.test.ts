import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../../../contract/schedule.ts'
import { scheduleProblems } from '../../../../worker/domain/schedule/schedule-problems.ts'

type Row = [days: number[], from: string, to: string]

const problemsOf = (...rows: Row[]) =>
  scheduleProblems({ windows: rows.map(([days, from, to]) => ({ days, from, to })) }).map(({ pointer, code }) => [
    pointer,
    code,
  ])

describe('the problems of a schedule: it promises that', () => {
  it('round the clock has none', () => {
    expect(scheduleProblems(null)).toEqual([])
  })

  it.each<{ title: string; rows: Row[] }>([
    { title: 'office hours have none', rows: [[[1, 2, 3, 4, 5], '09:00', '17:30']] },
    {
      title: 'windows that adjoin have none',
      rows: [
        [[1], '18:00', '24:00'],
        [[2], '00:00', '02:00'],
      ],
    },
    { title: 'nights on every day have none', rows: [[[1, 2, 3, 4, 5, 6, 7], '22:00', '06:00']] },
    { title: 'whole days have none', rows: [[[1, 2, 3, 4, 5, 6, 7], '00:00', '24:00']] },
    { title: 'an end at 00:00 is the midnight after', rows: [[[1, 2], '18:00', '00:00']] },
  ])('$title', ({ rows }) => {
    expect(problemsOf(...rows)).toEqual([])
  })

  it.each<{ title: string; rows: Row[]; problems: [pointer: string, code: string][] }>([
    {
      title: 'a window without length is told',
      rows: [[[1], '09:00', '09:00']],
      problems: [['/schedule/windows/0/to', 'EMPTY_WINDOW']],
    },
    {
      title: 'a start at 24:00 is told',
      rows: [[[1], '24:00', '02:00']],
      problems: [['/schedule/windows/0/from', 'STARTS_AT_24']],
    },
    {
      title: 'an overlap is told of the later window',
      rows: [
        [[1, 2], '09:00', '17:00'],
        [[2, 3], '16:59', '20:00'],
      ],
      problems: [['/schedule/windows/1', 'OVERLAP']],
    },
    {
      title: 'a night that runs into the next morning overlaps',
      rows: [
        [[2], '01:00', '03:00'],
        [[1], '22:00', '02:00'],
      ],
      problems: [['/schedule/windows/1', 'OVERLAP']],
    },
    {
      title: 'a Sunday night that runs into Monday overlaps',
      rows: [
        [[7], '22:00', '02:00'],
        [[1], '01:00', '03:00'],
      ],
      problems: [['/schedule/windows/1', 'OVERLAP']],
    },
    {
      title: 'a day that is given twice is told',
      rows: [[[1, 2, 1], '09:00', '10:00']],
      problems: [['/schedule/windows/0/days', 'OVERLAP']],
    },
    {
      title: 'everything wrong is told at once, and a window without length overlaps nothing',
      rows: [
        [[3], '10:30', '10:30'],
        [[3], '10:00', '12:00'],
        [[3], '11:00', '13:00'],
      ],
      problems: [
        ['/schedule/windows/0/to', 'EMPTY_WINDOW'],
        ['/schedule/windows/2', 'OVERLAP'],
      ],
    },
  ])('$title', ({ rows, problems }) => {
    expect(problemsOf(...rows)).toEqual(problems)
  })

  it('a holiday that ends before it begins is told, whatever else is wrong', () => {
    const windows = [{ days: [1], from: '09:00', to: '09:00' }]
    const holidays = [
      { from: '2026-12-25' },
      { from: '2026-12-25', to: '2026-12-25' },
      { from: '2027-01-02', to: '2026-12-24' },
      { from: '2026-12-24', to: '2027-01-02' },
    ]
    expect(scheduleProblems({ windows, holidays })).toEqual([
      expect.objectContaining({ pointer: '/schedule/windows/0/to', code: 'EMPTY_WINDOW' }),
      {
        pointer: '/schedule/holidays/2/to',
        code: 'ENDS_BEFORE_START',
        message: 'A holiday that begins on 2027-01-02 cannot end on 2026-12-24. Both days belong to it.',
      },
    ])
  })

  it('a person reads which window and which day', () => {
    const schedule: Schedule = {
      windows: [
        { days: [1, 2], from: '09:00', to: '17:00' },
        { days: [2], from: '16:00', to: '18:00' },
      ],
    }
    expect(scheduleProblems(schedule)[0]?.message).toBe('Overlaps window 1 (09:00 to 17:00) on Tuesday.')
  })
})
