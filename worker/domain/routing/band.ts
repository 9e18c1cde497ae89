import type { Selection } from '../../../contract/lead-type.ts'

/**
 * The part of a queue in which a setup stands; the lowest is served first. The highest priority comes first (F53), and
 * where the type's selection is `price`, inside a priority the highest price (D2.2). `priceMinor` is what a referral
 * charges now: the setup's own price or the type's default. The view `standings` of the database says the same in SQL.
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
  return 0 - (selection === 'price' ? priority * bandsPerPriority + priceMinor : priority)
}

/** More than the highest price (contract/money.ts); times the highest priority it is still an exact number. */
const bandsPerPriority = 2 ** 40
