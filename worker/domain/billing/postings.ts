/** The accounts between which money moves. available and held are a partner's own; the others are the house's. */
export type Account = 'available' | 'held' | 'revenue' | 'world'

/** One line of a partner's statement before it is written: always a positive amount of minor units. */
export interface Posting {
  /** Says why, so that a replay cannot happen twice: `settle:ref_…:accepted`. */
  id: string
  party: number
  kind: 'payment' | 'charge' | 'refund' | 'adjustment' | 'settle' | 'release'
  debit: Account
  credit: Account
  amountMinor: number
  note?: string
}

interface Priced {
  referralId: string
  partnerId: number
  priceMinor: number
}

/** A billing point was reached: its part of the hold becomes revenue (D6, F39). Nothing for a free lead. */
export const settle = ({ referralId, partnerId, priceMinor }: Priced, point: 'accepted'): Posting[] =>
  priceMinor === 0
    ? []
    : [
        {
          id: `settle:${referralId}:${point}`,
          party: partnerId,
          kind: 'settle',
          debit: 'held',
          credit: 'revenue',
          amountMinor: priceMinor,
        },
      ]

/** What can no longer be charged goes back to what the partner may spend. */
export const release = ({ referralId, partnerId, priceMinor }: Priced): Posting[] =>
  priceMinor === 0
    ? []
    : [
        {
          id: `release:${referralId}`,
          party: partnerId,
          kind: 'release',
          debit: 'held',
          credit: 'available',
          amountMinor: priceMinor,
        },
      ]

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
