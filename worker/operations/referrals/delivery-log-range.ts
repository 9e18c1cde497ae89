import { dayMs, minuteMs } from '../../../contract/time.ts'
import type { LogFilter, Walk } from '../../../db/store/delivery-log.ts'
import { uuidAt } from '../uuid-at.ts'

/**
 * A try that is made so long after its lead was made, or was referred, is late: the delivery log finds it by an index of
 * its own (0013_outcomes.sql), and all others along their referrals.
 */
export const lateAfterMs = dayMs

/** By how much a client's clock may run ahead when it makes a lead's id. */
const fastMs = 10 * minuteMs

/**
 * Along which referrals the tries of a time are: those made in it, and a day before it. All that is left out is late. A
 * lead is referred at the earliest when its id was made, by the clock that made it.
 */
export const walkedRange = ({ partnerId, since, until }: LogFilter): Pick<Walk, 'from' | 'until'> => {
  const first = since === null ? 0 : since - lateAfterMs
  const last = until ?? Number.MAX_SAFE_INTEGER
  return partnerId === null
    ? { from: `lead_${uuidAt(first)}`, until: until === null ? 'lead_~' : `lead_${uuidAt(last + fastMs)}` }
    : { from: first, until: last }
}
