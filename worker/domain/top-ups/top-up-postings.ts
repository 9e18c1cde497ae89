import type { Taking } from '../../../contract/top-up.ts'
import type { Posting } from '../billing/postings.ts'
import type { TopUpMoney } from './judge.ts'
import { netOf, vatOf } from './vat.ts'

type Paid = Pick<TopUpMoney, 'partnerId' | 'grossMinor' | 'vatBps'>

/** A payment in the books: its net to what the partner may spend, its VAT to the VAT account (D19). */
export function paymentPostings({ partnerId, grossMinor, vatBps }: Paid, captureId: string): Posting[] {
  const id = `topup:${captureId}`
  return [
    line({ id, party: partnerId, debit: 'clearing', credit: 'available', amountMinor: netOf(grossMinor, vatBps) }),
    line({
      id: `${id}:vat`,
      party: partnerId,
      debit: 'clearing',
      credit: 'vat',
      amountMinor: vatOf(grossMinor, vatBps),
    }),
  ].filter(isSomething)
}

/**
 * What was taken back, after `takenMinor` (gross) had been taken before: as much net and VAT as keeps the rest split as a
 * payment of the rest would be, so that taking all of it back in pieces leaves nothing. What goes beyond the payment has
 * no VAT in it.
 */
export function takingPostings(
  { partnerId, grossMinor, vatBps }: Paid,
  taking: Pick<Taking, 'id' | 'grossMinor'>,
  takenMinor: number,
): Posting[] {
  const before = grossMinor - takenMinor
  const after = before - taking.grossMinor
  const id = `taken:${taking.id}`
  return [
    line({
      id,
      party: partnerId,
      debit: 'available',
      credit: 'clearing',
      amountMinor: netOf(before, vatBps) - netOf(after, vatBps),
    }),
    line({
      id: `${id}:vat`,
      party: partnerId,
      debit: 'vat',
      credit: 'clearing',
      amountMinor: vatOf(before, vatBps) - vatOf(after, vatBps),
    }),
  ].filter(isSomething)
}

const line = (posting: Omit<Posting, 'kind'>): Posting => ({ kind: 'payment', ...posting })

const isSomething = ({ amountMinor }: Posting): boolean => amountMinor > 0
