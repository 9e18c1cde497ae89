import type { ReferralMethod } from '../../../contract/lead-type.ts'
import type { ReferralState } from '../../../contract/referral.ts'
import { minuteMs } from '../../../contract/time.ts'

/** A referral as far as its offer is concerned. `acceptBy`: epoch milliseconds; null: nobody need accept it. */
export interface Offered {
  state: ReferralState
  acceptBy: number | null
}

/** What can become of an offer: its partner takes it or does not, or its time runs out. */
export const offerActs = ['accept', 'decline', 'lapse'] as const

export type OfferAct = (typeof offerActs)[number]

/** What to commit, or why not. */
export type OfferPlan =
  | { done: true; state: 'accepted'; money: 'settle'; goesTo: 'deliver' }
  | { done: true; state: 'rejected'; money: 'release'; goesTo: 'next-partner' | 'person' }
  | { done: false; because: 'NOT_OFFERED' | 'OFFER_LAPSED' | 'NOT_DUE' }

/**
 * True while a referral waits for its partner's word (D6): until then nothing that tells of the person leaves, and
 * nothing is charged.
 */
export const isOffer = ({ state, acceptBy }: Offered): boolean => state === 'referred' && acceptBy !== null

/**
 * What an act makes of an offer at an instant (D6). It may be accepted until before `acceptBy`, and lapses from then on:
 * no instant allows both. A lapse always goes to the next partner; a partner's no goes where the broker wants refused
 * leads to go.
 */
export function afterAct(
  act: OfferAct,
  { now, reroutesRefused, ...offered }: Offered & { now: number; reroutesRefused: boolean },
): OfferPlan {
  if (!isOffer(offered)) return { done: false, because: 'NOT_OFFERED' }
  const isOver = now >= offered.acceptBy!
  if (act === 'accept')
    return isOver
      ? { done: false, because: 'OFFER_LAPSED' }
      : { done: true, state: 'accepted', money: 'settle', goesTo: 'deliver' }
  if (act === 'lapse' && !isOver) return { done: false, because: 'NOT_DUE' }
  const goesOn = act === 'lapse' || reroutesRefused
  return { done: true, state: 'rejected', money: 'release', goesTo: goesOn ? 'next-partner' : 'person' }
}

/**
 * Until when a referral that is made now may be accepted; null: it need not be. The time counts from when the partner
 * hears of it: where its leads wait until it opens (F34), from then. A call is accepted by taking it (F18).
 */
export function acceptByOf({
  now,
  deliverAfter,
  minutes,
  method,
}: {
  now: number
  deliverAfter: number
  minutes: number
  /** null: not referable, and so never referred. */
  method: ReferralMethod | null
}): number | null {
  if (minutes === 0 || method === 'transfer') return null
  return Math.max(now, deliverAfter) + minutes * minuteMs
}

/**
 * The same time, counted from when the partner really is told: a job that was late takes nothing from it. `since` is
 * the instant that it was counted from before.
 */
export const toldAt = (now: number, { acceptBy, since }: { acceptBy: number; since: number }): number =>
  acceptBy + Math.max(0, now - since)
