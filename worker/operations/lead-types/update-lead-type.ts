import { allFields, nameClashes } from '../../../contract/fields/field-list.ts'
import { formatId } from '../../../contract/id.ts'
import type { LeadType, LeadTypeChanges } from '../../../contract/lead-type.ts'
import { groupMustBe } from '../../../db/store/lead-groups.ts'
import { updateLeadType as updateLeadTypeRow } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { storedCharges } from '../../domain/billing/stored-charges.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { changedFields } from '../config/changed-fields.ts'
import { chargeProblems } from '../config/charges.ts'
import { currencyProblems, expectLive, expectNoProblems, expectVersion } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { policyProblems } from '../returns/policy-problems.ts'
import { consentWarnings } from './consent-warnings.ts'
import { deliveryWarnings } from './delivery-warnings.ts'
import { fieldsInUse } from './fields-in-use.ts'
import { toLeadType } from './lead-type-view.ts'
import { loadWithGroup } from './load-with-group.ts'
import { methodProblems } from './method-problems.ts'
import { priceWarnings } from './price-warnings.ts'

/**
 * Changes a lead type. Setups without a price of their own follow its default at once (F20), and the queue follows its
 * selection (D2): both in the same commit, by triggers. A field that a setup filters by stays (FIELD_IN_USE).
 */
export async function updateLeadType(
  ctx: Ctx,
  leadTypeId: number,
  { version, defaultPrice, nationalPrice, charges, ...changes }: LeadTypeChanges,
): Promise<LeadType> {
  requireAdmin(ctx.actor)
  const [{ type: before, group, broker }, { settings: preferences }] = await Promise.all([
    loadWithGroup(ctx, leadTypeId),
    loadPreferences(ctx),
  ])
  expectLive(before)
  expectVersion(before, version)
  const price = defaultPrice?.amount ?? before.defaultPrice
  const after = {
    ...before,
    ...given(changes),
    defaultPrice: price,
    nationalPrice: nationalPrice === undefined ? before.nationalPrice : (nationalPrice?.amount ?? null),
    charges: charges === undefined ? before.charges : storedCharges(charges),
    version: before.version + 1,
  }
  const fields = allFields(group, after)
  const [inUse, warnings, policy, unfilled] = await Promise.all([
    fieldsInUse(ctx, { types: changes.fields === undefined ? [] : [{ leadTypeId, fields }], saved: after.fields }),
    priceWarnings(ctx, { before, after, currency: broker.currency }),
    policyProblems(ctx, changes.returnPolicy, before.returnPolicy),
    deliveryWarnings(ctx, { leadTypeId, before: before.fields, after: after.fields }),
  ])
  expectNoProblems([
    ...nameClashes({ saved: after.fields, others: group.fields }),
    ...inUse.problems,
    ...methodProblems(after.referralMethod, fields),
    ...currencyProblems('/defaultPrice', defaultPrice, broker.currency),
    ...currencyProblems('/nationalPrice', nationalPrice, broker.currency),
    ...chargeProblems('/charges', charges ?? [], broker.currency),
    ...policy,
  ])

  const views = {
    before: toLeadType(before, broker.currency, preferences),
    after: toLeadType(after, broker.currency, preferences),
  }
  const { warnings: _, ...changed } = changedFields(views.before, views.after)
  return commitChange(ctx, {
    id: formatId('leadType', leadTypeId),
    before: views.before,
    after: {
      ...views.after,
      warnings: [...views.after.warnings, ...consentWarnings(after.requireConsent, fields), ...warnings, ...unfilled],
    },
    changed,
    write: [groupMustBe(ctx.db, group), ...inUse.write, updateLeadTypeRow(ctx.db, after)],
  })
}
