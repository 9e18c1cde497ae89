/** From when on a partner's server was kept out, and until when (ENGINE 5); 0: not at all. Epoch milliseconds. */
export interface BreakerMoment {
  at: number
  breakerUntil: number
}

/** What the breaker was at a moment. `moments` in the order in which they happened; before the first it was closed. */
export const breakerUntilAt = (moments: readonly BreakerMoment[], at: number): number =>
  moments.findLast((moment) => moment.at <= at)?.breakerUntil ?? 0

/**
 * All moves of a breaker: those that deliveries made, in the order of their commits, and the times at which settings
 * closed it. Deliveries that end at once may have clocks that go back a little; their order stays.
 */
export function breakerMoments(byDelivery: readonly BreakerMoment[], closedAt: readonly number[]): BreakerMoment[] {
  const moments = [...byDelivery]
  for (const at of closedAt) {
    const later = moments.findIndex((moment) => moment.at > at)
    moments.splice(later === -1 ? moments.length : later, 0, { at, breakerUntil: 0 })
  }
  return moments
}
