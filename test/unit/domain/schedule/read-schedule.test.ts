import { expect, it } from 'vitest'
import { readSchedule } from '../../../../worker/domain/schedule/read-schedule.ts'

const stored = '{"windows":[{"days":[1],"from":"09:00","to":"17:00"}]}'

it('promises the schedule of a text, and the very same for the same text', () => {
  expect(readSchedule(stored)).toEqual({ windows: [{ days: [1], from: '09:00', to: '17:00' }] })
  expect(readSchedule(stored)).toBe(readSchedule(stored))
  expect(readSchedule(null)).toBeNull()
})

it('promises to forget before it holds too many', () => {
  const first = readSchedule(stored)
  for (let n = 0; n < 2001; n++) readSchedule(`{"windows":[{"days":[1],"from":"09:00","to":"17:00"}],"n":${n}}`)
  expect(readSchedule(stored)).not.toBe(first)
  expect(readSchedule(stored)).toEqual(first)
})
