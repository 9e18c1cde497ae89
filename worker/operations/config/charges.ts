import type { Charge, StoredBilling, StoredCharge } from '../../../contract/charge.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { currencyProblems } from './checks.ts'

/** Charges as the API shows them. */
export const chargeViews = (charges: readonly StoredCharge[], currency: string) =>
  charges.map(({ point, amountMinor, costBps }) => ({
    point,
    amount: amountMinor === 0 ? null : { amount: amountMinor, currency },
    costBps,
  }))

export const billingView = (billing: StoredBilling | null, currency: string) =>
  billing === null ? null : { point: billing.point, charges: chargeViews(billing.charges, currency) }

/** Every amount is in the broker's currency. */
export const chargeProblems = (pointer: string, charges: readonly Charge[], currency: string): FieldProblem[] =>
  charges.flatMap(({ amount }, i) => currencyProblems(`${pointer}/${i}/amount`, amount, currency))
