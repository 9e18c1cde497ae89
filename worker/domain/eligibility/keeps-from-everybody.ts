import type { Failure } from '../../../contract/eligibility.ts'

/**
 * Whether a failure is of the lead alone and the same for every partner, so that nobody behind this one in a queue can
 * take it either: the person did not agree (D1.23), or asked that nobody contacts them (D1.22).
 */
export const keepsFromEverybody = ({ code, values }: Failure): boolean =>
  code === 'NO_CONSENT' || (code === 'SUPPRESSED' && values.list === 'everybody')
