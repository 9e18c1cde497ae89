import type { StoredBilling } from '../../../contract/charge.ts'
import { formatId } from '../../../contract/id.ts'
import type { ListedOwnSetup, OwnSetup } from '../../../contract/own-setup.ts'
import type { ListedSetup, Setup } from '../../../contract/setup.ts'
import type { LeadTypeRow } from '../../../db/store/lead-types.ts'
import type { ListedSetupRow, PricedSetup } from '../../../db/store/setups.ts'
import { toListedSetup, toSetup } from '../setups/setup-view.ts'

/** What a setup's partner may know besides the setup itself. */
export interface SeenWith {
  type: LeadTypeRow
  /** Whether it may change it itself. */
  open: boolean
  currency: string
}

/** A setup as its partner sees it: what it gets and what it pays, and nothing of its rank among others. */
export function toOwnSetup(priced: PricedSetup, places: readonly number[], seen: SeenWith): OwnSetup {
  const setup = toSetup(priced, places, seen.currency)
  return { ...common(priced, setup, seen), places: setup.places }
}

export function toListedOwnSetup(row: ListedSetupRow, seen: SeenWith): ListedOwnSetup {
  const setup = toListedSetup(row, seen.currency)
  return { ...common(row, setup, seen), placeCount: setup.placeCount }
}

const common = ({ setup }: PricedSetup, view: Setup | ListedSetup, { type, open, currency }: SeenWith) => ({
  id: view.id,
  version: view.version,
  leadType: { id: formatId('leadType', type.id), name: type.name },
  open,
  active: view.active,
  price: view.effectivePrice,
  ...whenCharged(setup.billing ?? { point: type.billingPoint, charges: type.charges }, currency),
  dailyLimit: view.dailyLimit,
  monthlyLimit: view.monthlyLimit,
  filters: view.filters,
  acceptMinutes: view.acceptMinutes,
  allAreas: view.allAreas,
  warnings: view.warnings,
})

/** F39 as a partner may know it: a share of what the lead cost would tell what the broker paid for it. */
export const whenCharged = ({ point, charges }: StoredBilling, currency: string) => ({
  billingPoint: point,
  charges: charges.map(({ point: each, amountMinor, costBps }) => ({
    point: each,
    amount: amountMinor === 0 ? null : { amount: amountMinor, currency },
    varies: costBps > 0,
  })),
})
