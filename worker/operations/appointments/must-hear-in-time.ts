import { toIso } from '../../../contract/time.ts'
import { Problem } from '../../problem.ts'

/**
 * A partner that has its leads wait (F34) hears of an appointment when it opens, and that is before it begins (F62).
 * `deliverAfter`: epoch milliseconds, 0 for at once; `pointer`: where the start stands in the body. Problems:
 * INVALID_BODY.
 */
export function mustHearInTime(
  { startsAt }: { startsAt: number },
  { deliverAfter, pointer }: { deliverAfter: number; pointer: string },
): void {
  if (deliverAfter < startsAt) return
  const message = `The partner is closed and hears of it at ${toIso(deliverAfter)}: give a later time, or choose another partner.`
  throw new Problem('INVALID_BODY', { errors: [{ pointer, code: 'BEFORE_IT_OPENS', message }] })
}
