import type { Outcome } from '../../contract/delivery.ts'

/** What an answer means. */
export interface Verdict {
  outcome: Outcome
  /** In our own words, so that it may be kept and shown: nothing that the partner said. null when all went well. */
  because: string | null
  /** The partner's own words for it; may name the person, so it is kept with the raw answer only. */
  reason: string | null
  /** What the partner calls the lead. */
  remoteId: string | null
  /** What the partner says it pays: recorded only. It never changes what is charged. */
  price: StatedPrice | null
  /** True when the partner wants nothing more at this address (410). */
  disable: boolean
}

/** `currency` is null where the answer names none. */
export interface StatedPrice {
  amountMinor: number
  currency: string | null
}

/** A verdict that says no more than its outcome and why. */
export const verdict = (outcome: Outcome, because: string | null): Verdict => ({
  outcome,
  because,
  reason: null,
  remoteId: null,
  price: null,
  disable: false,
})
