import { type BillingPoint, billingPoints, type FrozenCharge, type StoredBilling } from '../../../contract/charge.ts'
import { shareOf } from '../../../contract/money.ts'

/** What a price is made of. Money is in minor units. */
export interface PricedBy {
  leadType: { defaultPriceMinor: number; nationalPriceMinor: number | null; billing: StoredBilling }
  /** null: no setup, or none that counts; it pays what the lead type says. */
  setup: { priceMinor: number | null; allAreas: boolean; billing: StoredBilling | null } | null
  /** null: no lead in particular, so that no share of its cost counts. */
  lead: { costMinor: number } | null
}

/**
 * What a referral on these facts may charge at each billing point, in the order of the points and without those that
 * charge nothing (F39, D6): the price at its point, and beside it fixed amounts and shares of what the lead cost, each
 * rounded down (D20).
 */
export function chargesOf(by: PricedBy): FrozenCharge[] {
  const { point, charges } = by.setup?.billing ?? by.leadType.billing
  const cost = by.lead?.costMinor ?? 0
  const all = [{ point, amountMinor: ownPriceOf(by), costBps: 0 }, ...charges]
  return billingPoints.flatMap((each) => {
    const amountMinor = all
      .filter((charge) => charge.point === each)
      .reduce((sum, charge) => sum + charge.amountMinor + shareOf(cost, charge.costBps), 0)
    return amountMinor === 0 ? [] : [{ point: each, amountMinor }]
  })
}

/** The sum of all that a referral may charge: what is held for it, and what the credit criterion compares (ENGINE 2). */
export function priceOf(by: PricedBy): number {
  const { charges } = by.setup?.billing ?? by.leadType.billing
  const cost = by.lead?.costMinor ?? 0
  return charges.reduce((sum, { amountMinor, costBps }) => sum + amountMinor + shareOf(cost, costBps), ownPriceOf(by))
}

/** The same as far as it can be known before a lead is there: the price by which a queue is ordered (D2). */
export const fixedPriceOf = (by: Omit<PricedBy, 'lead'>): number => priceOf({ ...by, lead: null })

/**
 * The price without what is charged beside it (F19, F20, F39): the setup's own, which no default moves; otherwise the
 * lead type's national price where the setup has all areas and there is one; otherwise the default.
 */
export const ownPriceOf = ({ setup, leadType }: OwnPricedBy): number =>
  setup?.priceMinor ?? (setup?.allAreas ? leadType.nationalPriceMinor : null) ?? leadType.defaultPriceMinor

interface OwnPricedBy {
  leadType: Omit<PricedBy['leadType'], 'billing'>
  setup: Omit<NonNullable<PricedBy['setup']>, 'billing'> | null
}

/** Charges as a referral keeps them: null where all is charged at accepted, so that a plain lead costs no byte more. */
export const frozenCharges = (charges: readonly FrozenCharge[]): FrozenCharge[] | null =>
  charges.every(({ point }) => point === plainPoint) ? null : [...charges]

const plainPoint: BillingPoint = 'accepted'
