import { type BillingPoint, billingPoints } from '../../contract/charge.ts'

/** What a partner has, by the reference: never more than additions. */
export interface Purse {
  available: number
  held: number
  limit: number
  unlimited: boolean
}

/** What a referral may still charge at each point, what it has charged, and whether anything more can come. */
export interface Deal {
  partner: number
  due: number[]
  charged: number
  reached: number
  over: boolean
  ended: boolean
}

/**
 * Money in ten lines: a hold is set aside, a point charges its part and that of the points before it, what is left goes
 * back, a refund gives back what was charged. Nothing here knows of statements, ids, triggers or SQL.
 */
export const canHold = ({ available, limit, unlimited }: Purse, price: number): boolean =>
  unlimited || price === 0 || available + limit >= price
export const hold = (purse: Purse, price: number): void => move(purse, -price, price)
export function reach(purse: Purse, deal: Deal, point: BillingPoint): number[] {
  const until = billingPoints.indexOf(point) + 1
  const charges = deal.due.map((due, i) => (i < until ? due : 0))
  move(purse, 0, -sum(charges))
  Object.assign(deal, { due: deal.due.map((due, i) => due - charges[i]!), charged: deal.charged + sum(charges) })
  deal.reached = Math.max(deal.reached, until)
  return charges
}
export function giveBack(purse: Purse, deal: Deal): void {
  move(purse, sum(deal.due), -sum(deal.due))
  Object.assign(deal, { due: deal.due.map(() => 0), over: true })
}
export function refund(purse: Purse, deal: Deal): void {
  move(purse, deal.charged, 0)
  deal.charged = 0
}

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

function move(purse: Purse, available: number, held: number): void {
  purse.available += available
  purse.held += held
}
