import { billingPoints } from '../../../contract/charge.ts'
import type { Posting } from '../billing/postings.ts'

/** What moved for one referral, in minor units, as its partner's statement has it. */
export interface MovedMoney {
  /** What its partner paid and did not get back. */
  chargedMinor: number
  /** What is held and neither charged nor free again. */
  heldMinor: number
}

/** The ids of every line that there can be of a referral. `tail` is its id without the prefix. */
export const lineIdsOf = (tail: string): string[] => [
  `hold:ref_${tail}`,
  `release:ref_${tail}`,
  ...billingPoints.map((point) => `settle:ref_${tail}:${point}`),
  `refund:rtn_${tail}`,
  `refund:ref_${tail}`,
]

/** D6: what can be refunded is exactly what was charged, less what was refunded before. */
export function movedMoney(lines: readonly { id: string; amount: number }[]): MovedMoney {
  const sum = (kind: string) =>
    lines.reduce((total, { id, amount }) => total + (id.startsWith(`${kind}:`) ? amount : 0), 0)
  const settled = sum('settle')
  return { chargedMinor: settled - sum('refund'), heldMinor: sum('hold') - settled - sum('release') }
}

/**
 * Gives back what a referral was charged. `cause` is the return (`rtn_…`) or the referral that is reversed (`ref_…`):
 * each refunds once, and both together never more than was charged (a trigger). Nothing for nothing.
 */
export const refund = (
  cause: string,
  { partnerId, amountMinor, note }: { partnerId: number; amountMinor: number; note: string },
): Posting[] =>
  amountMinor === 0
    ? []
    : [
        {
          id: `refund:${cause}`,
          party: partnerId,
          kind: 'refund',
          debit: 'revenue',
          credit: 'available',
          amountMinor,
          note,
        },
      ]
