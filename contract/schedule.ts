import * as v from 'valibot'

const clockTime = v.pipe(
  v.string(),
  v.regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/, 'Expected a time such as 09:00.'),
)

/** A date that there is: 2026-12-25, and not 2026-02-30. */
const calendarDate = v.pipe(v.string(), v.isoDate(), v.check(isOnCalendar, 'There is no such day.'))

/** A day on which a partner is closed, or a spell of days; both ends are included. */
export const holidaySchema = v.strictObject({
  from: calendarDate,
  /** Without it, one day. */
  to: v.optional(calendarDate),
})

export type Holiday = v.InferOutput<typeof holidaySchema>

/**
 * When a partner takes leads (F34): windows of local time in the partner's own zone, start included and end not.
 * A window whose end is not after its start runs over midnight into the next day. On a holiday no window starts; one
 * that started the evening before ends as always. null means round the clock.
 */
export const scheduleSchema = v.strictObject({
  windows: v.pipe(
    v.array(
      v.strictObject({
        /** ISO weekdays on which the window starts: 1 = Monday … 7 = Sunday. */
        days: v.pipe(
          v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
          v.minLength(1),
          v.maxLength(7),
        ),
        from: clockTime,
        to: clockTime,
      }),
    ),
    v.minLength(1, 'Give at least one window, or leave the schedule empty for round the clock.'),
    v.maxLength(50),
  ),
  /** By the partner's own calendar. */
  holidays: v.optional(v.pipe(v.array(holidaySchema), v.maxLength(400))),
})

export type Schedule = v.InferOutput<typeof scheduleSchema>

/** What is no date at all is told by its form. */
function isOnCalendar(text: string): boolean {
  const midnight = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(midnight) || new Date(midnight).toISOString().startsWith(text)
}
