import { dayMs, hourMs, minuteMs } from '../../../contract/time.ts'
import type { TopUpState } from '../../../contract/top-up.ts'

/** How long PayPal keeps an order that nobody approves; after a day we ask no more. */
export const openForMs = dayMs

/** How long a payment may be pending: bank transfers take days, PayPal's reviews may take weeks. */
const pendingForMs = 45 * dayMs

/**
 * When PayPal is asked again about a payment that is under way, though nobody came back and no event came: soon at first,
 * then ever more seldom. Null: no more.
 */
export function nextLook({ state, createdAt }: { state: TopUpState; createdAt: number }, now: number): number | null {
  const age = now - createdAt
  if (state === 'open') return age >= openForMs ? null : now + Math.max(2 * minuteMs, Math.min(age, 6 * hourMs))
  if (state === 'pending') return age >= pendingForMs ? null : now + Math.max(10 * minuteMs, Math.min(age, 12 * hourMs))
  return null
}
