import type { Selection } from '../../../contract/lead-type.ts'

/**
 * The part of a queue in which a setup stands; the lowest is served first. The highest priority comes first (F53), and
 * where the type's selection is `price`, inside a priority the highest price (D2.2). `priceMinor` is what is known of it
 * before a lead is there: fixedPriceOf of worker/domain/billing/price.ts. The view `standings` says the same in SQL.
 */
export function bandOf({
  selection,
  priority,
  priceMinor,
}: {
  selection: Selection
  priority: number
  priceMinor: number
}): number {
  const price = Math.min(priceMinor, bandsPerPriority - 1)
  return 0 - (selection === 'price' ? priority * bandsPerPriority + price : priority)
}

/** More than the highest price (contract/money.ts), though several charges may add up to more; times the highest priority it is still exact. */
const bandsPerPriority = 2 ** 40
