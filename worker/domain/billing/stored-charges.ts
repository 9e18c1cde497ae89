import type { Billing, Charge, StoredBilling, StoredCharge } from '../../../contract/charge.ts'

/** Charges as settings keep them: minor units of the broker's currency. */
export const storedCharges = (charges: readonly Charge[]): StoredCharge[] =>
  charges.map(({ point, amount, costBps = 0 }) => ({ point, amountMinor: amount?.amount ?? 0, costBps }))

/** A setup's own billing as it is kept; null: as the lead type says. */
export const storedBilling = (billing: Billing | null): StoredBilling | null =>
  billing === null ? null : { point: billing.point, charges: storedCharges(billing.charges ?? []) }
