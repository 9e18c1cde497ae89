import { isOffer, type Offered } from './offer.ts'

/** What became of an offer, as its partner sees it. */
export type OfferStanding = 'open' | 'accepted' | 'declined' | 'lapsed' | 'taken-back'

/**
 * How an offer stands at an instant (D6). `said` is what ended it without an acceptance, as history has it. An offer whose
 * time is over has lapsed, whether or not the sweep has come by; whatever ended it in another way took it back.
 */
export function offerStanding({
  now,
  said,
  ...offered
}: Offered & { now: number; said: 'declined' | 'lapsed' | null }): OfferStanding {
  const { state, acceptBy } = offered
  if (state === 'unreferred') return 'taken-back'
  // Its acceptance took the time away, and nothing else does.
  if (acceptBy === null) return 'accepted'
  if (isOffer(offered)) return now < acceptBy ? 'open' : 'lapsed'
  return said ?? 'taken-back'
}
