import { dayMs, hourMs, minuteMs } from '../../../contract/time.ts'

/** How long a session lasts (ENGINE 7): 12 hours without use, 30 days in all. */
const idleMs = 12 * hourMs
export const longestMs = 30 * dayMs

/** Use is noted at most so often: a session may end that much earlier than 12 hours after its last use. */
export const noteUseMs = 5 * minuteMs

/** When a session that is used now ends, unless it is used again. */
export const idleUntil = (now: number, until: number): number => Math.min(now + idleMs, until)

export const isLive = (session: { idleUntil: number; until: number }, now: number): boolean =>
  now < session.idleUntil && now < session.until
