import * as v from 'valibot'

const clockTime = v.pipe(
  v.string(),
  v.regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/, 'Expected a time such as 09:00.'),
)

/**
 * When a partner takes leads (F34): windows of local time in the partner's own zone, start included and end not.
 * A window whose end is not after its start runs over midnight into the next day. null means round the clock.
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
})

export type Schedule = v.InferOutput<typeof scheduleSchema>
