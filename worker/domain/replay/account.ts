import { parseReferralId } from '../../../contract/id.ts'
import type { Before } from './usage.ts'

/** A line of a partner's statement with the balances after it, in minor units. */
export interface PastLine {
  id: string
  at: number
  amount: number
  balance: number
  held: number
}

/** What a partner could spend at a moment without its credit limit (F26). `lines` in the order of the statement. */
export function availableAt(lines: readonly PastLine[], { at, except = null }: Before): number {
  const last = lines.findLast((line) => line.at <= at)
  if (last === undefined) return 0
  const own = except === null ? [] : lines.filter((line) => line.at === at && holdsFor(line, except))
  return last.balance - last.held + own.reduce((sum, { amount }) => sum + amount, 0)
}

/** Whether a line set the price of this lead aside. */
const holdsFor = ({ id }: PastLine, leadId: string): boolean =>
  id.startsWith('hold:') && parseReferralId(id.slice('hold:'.length))?.leadId === leadId
