import { formatId } from '../../../contract/id.ts'
import type { SetupChanges } from '../../../contract/setup.ts'
import { type PricedSetup, type SetupRow, updateSetup as updateSetupRow } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { storedBilling } from '../../domain/billing/stored-charges.ts'
import { changedFields } from '../config/changed-fields.ts'
import { chargeProblems } from '../config/charges.ts'
import { currencyProblems, expectNoProblems, expectVersion } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import type { LoadedSetup } from './load-setup.ts'
import { placeCodes } from './place-codes.ts'
import { queueWrites } from './queue-writes.ts'
import { fieldProblems, fieldsMustBe, findTypeInGroup, placeProblems } from './setup-problems.ts'
import { toSetup } from './setup-view.ts'

/** Who changes a setup: how it may see it, and what the commit must still find so for it to be allowed. */
export interface SetupChanger<View> {
  guards: D1PreparedStatement[]
  view(priced: PricedSetup, places: readonly number[], currency: string): View
}

/** Changes a setup, and its turns in the queue with it, in one commit. What was referred keeps its price (F20). */
export async function changeSetup<View extends { version: number }>(
  ctx: Ctx,
  { priced, places, currency }: LoadedSetup,
  { version, allAreas, places: names, price, ...changes }: SetupChanges,
  { guards, view }: SetupChanger<View>,
): Promise<View> {
  const before = { setup: priced.setup, places }
  expectVersion(before.setup, version)
  const { codes, problems } = placeCodes({ allAreas, places: names }, places)
  const after = { setup: changedRow(before.setup, { price, ...changes }), places: codes }
  // Switched off, it may keep filters on fields that its type has lost, until they are touched.
  const asksFields = after.setup.filters.length > 0 && (after.setup.active || changes.filters !== undefined)
  const of = asksFields ? await findTypeInGroup(ctx, after.setup.leadTypeId) : null
  expectNoProblems([
    ...currencyProblems('/price', price, currency),
    ...chargeProblems('/billing/charges', changes.billing?.charges ?? [], currency),
    ...(problems.length > 0 ? problems : placeProblems(after.setup, codes)),
    ...(of === null ? [] : fieldProblems(after.setup, of)),
  ])

  const pricedAfter = { ...priced, setup: after.setup }
  const {
    warnings: _,
    effectivePrice: __,
    ...changed
  } = changedFields(toSetup(priced, places, currency), toSetup(pricedAfter, codes, currency))
  return commitChange(ctx, {
    id: formatId('setup', priced.setup.id),
    before: view(priced, places, currency),
    after: view(pricedAfter, codes, currency),
    changed,
    write: [
      ...guards,
      ...(of === null ? [] : fieldsMustBe(ctx.db, after.setup, of)),
      updateSetupRow(ctx.db, after.setup),
      ...(await queueWrites(ctx, before, after)),
    ],
  })
}

const changedRow = (
  before: SetupRow,
  { price, billing, ...changes }: Omit<SetupChanges, 'version' | 'allAreas' | 'places'>,
): SetupRow => ({
  ...before,
  ...given(changes),
  price: price === undefined ? before.price : (price?.amount ?? null),
  billing: billing === undefined ? before.billing : storedBilling(billing),
  version: before.version + 1,
})
