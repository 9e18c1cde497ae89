import { allFields, nameClashes } from '../../../contract/fields/field-list.ts'
import { formatId } from '../../../contract/id.ts'
import type { LeadType, LeadTypeChanges } from '../../../contract/lead-type.ts'
import { groupMustBe } from '../../../db/store/lead-groups.ts'
import { updateLeadType as updateLeadTypeRow } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { currencyProblems, expectLive, expectNoProblems, expectVersion } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { toLeadType } from './lead-type-view.ts'
import { loadWithGroup } from './load-with-group.ts'
import { methodProblems } from './method-problems.ts'

/** Changes a lead type. Setups without a price of their own follow its default at once (F20). */
export async function updateLeadType(
  ctx: Ctx,
  leadTypeId: number,
  { version, defaultPrice, ...changes }: LeadTypeChanges,
): Promise<LeadType> {
  requireAdmin(ctx.actor)
  const { type: before, group, broker } = await loadWithGroup(ctx, leadTypeId)
  expectLive(before)
  expectVersion(before, version)
  const price = defaultPrice?.amount ?? before.defaultPrice
  const after = { ...before, ...given(changes), defaultPrice: price, version: before.version + 1 }
  expectNoProblems([
    ...nameClashes({ saved: after.fields, others: group.fields }),
    ...methodProblems(after.referralMethod, allFields(group, after)),
    ...currencyProblems('/defaultPrice', defaultPrice, broker.currency),
  ])

  return commitChange(ctx, {
    id: formatId('leadType', leadTypeId),
    before: toLeadType(before, broker.currency),
    after: toLeadType(after, broker.currency),
    write: [groupMustBe(ctx.db, group), updateLeadTypeRow(ctx.db, after)],
  })
}
