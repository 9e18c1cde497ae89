import * as v from 'valibot'

/** How far a partner came with a lead that it has (D6): what may be reported of it. */
export const reportableProgresses = ['qualified', 'converted', 'invalidated'] as const

export type ReportableProgress = (typeof reportableProgresses)[number]

/** Only the broker says `invalidated`, and why. */
export const progressReportSchema = v.pipe(
  v.strictObject({
    progress: v.picklist(reportableProgresses),
    reason: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(300)), ''),
  }),
  v.forward(
    v.check(
      ({ progress, reason }) => progress !== 'invalidated' || reason.length >= 3,
      'Say why it is invalid, in a few words.',
    ),
    ['reason'],
  ),
)

export type ProgressReport = v.InferOutput<typeof progressReportSchema>
