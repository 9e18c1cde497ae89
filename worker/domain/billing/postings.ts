import { type BillingPoint, billingPoints, type FrozenCharge } from '../../../contract/charge.ts'
import { type ReferralProgress, referralProgresses } from '../../../contract/referral.ts'

/** The accounts between which money moves. available and held are a partner's own; the others are the house's. */
export type Account = 'available' | 'held' | 'payable' | 'revenue' | 'commissions' | 'clearing' | 'vat' | 'world'

/** One line of a partner's statement before it is written: always a positive amount of minor units. */
export interface Posting {
  /** Says why, so that a replay cannot happen twice: `settle:ref_…:accepted`. */
  id: string
  party: number
  kind: 'payment' | 'charge' | 'refund' | 'adjustment' | 'settle' | 'release' | 'commission' | 'payout'
  debit: Account
  credit: Account
  amountMinor: number
  note?: string
}

/** A referral as its money sees it. A plain one charges all of its price at `accepted`. */
export interface Charged {
  referralId: string
  partnerId: number
  /** The sum of all charges: what was held when it was referred. */
  priceMinor: number
  /** What each point charges; null: all of the price at accepted. */
  charges?: readonly FrozenCharge[] | null
  /** Every point up to here is charged; referred unless told. */
  progress?: ReferralProgress
  /** Since when nothing more is charged; null unless told. */
  releasedAt?: number | null
}

/**
 * A billing point was reached: its part of the hold becomes revenue, and that of every point before it that was not
 * charged yet (D6, F39). One line a point; nothing for what is free, charged already, or given back.
 */
export const settle = (referral: Charged, point: BillingPoint): Posting[] =>
  chargesDue(referral, point).map(({ point: reached, amountMinor }) => ({
    id: `settle:${referral.referralId}:${reached}`,
    party: referral.partnerId,
    kind: 'settle',
    debit: 'held',
    credit: 'revenue',
    amountMinor,
  }))

/** What can no longer be charged goes back to what the partner may spend. */
export function release(referral: Charged): Posting[] {
  const amountMinor = chargesDue(referral, 'converted').reduce((sum, charge) => sum + charge.amountMinor, 0)
  if (amountMinor === 0) return []
  const { referralId, partnerId: party } = referral
  return [{ id: `release:${referralId}`, party, kind: 'release', debit: 'held', credit: 'available', amountMinor }]
}

/** What is still to be charged up to a point, in the order of the points. */
export function chargesDue(
  { priceMinor, charges, progress = 'referred', releasedAt = null }: Charged,
  point: BillingPoint,
): FrozenCharge[] {
  if (releasedAt !== null || progress === 'invalidated') return []
  const all = charges ?? [{ point: 'accepted' as const, amountMinor: priceMinor }]
  const from = referralProgresses.indexOf(progress)
  const to = referralProgresses.indexOf(point)
  return billingPoints.flatMap((each) => {
    const position = referralProgresses.indexOf(each)
    const amountMinor = all.reduce((sum, charge) => sum + (charge.point === each ? charge.amountMinor : 0), 0)
    return position > from && position <= to && amountMinor > 0 ? [{ point: each, amountMinor }] : []
  })
}

/** A line that a person adds to a statement (F27): a positive amount adds to the balance, a negative one takes away. */
export function manualTransaction({
  id,
  partnerId,
  kind,
  amountMinor,
  reason,
}: {
  id: string
  partnerId: number
  kind: 'payment' | 'charge' | 'refund' | 'adjustment'
  amountMinor: number
  reason: string
}): Posting {
  const house: Account = kind === 'payment' ? 'world' : 'revenue'
  const adds = amountMinor > 0
  return {
    id: `manual:${id}`,
    party: partnerId,
    kind,
    debit: adds ? house : 'available',
    credit: adds ? 'available' : house,
    amountMinor: Math.abs(amountMinor),
    note: reason,
  }
}
