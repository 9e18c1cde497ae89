import type { Field } from '../../../contract/fields/field.ts'
import { allFields, nameClashes } from '../../../contract/fields/field-list.ts'
import { formatId } from '../../../contract/id.ts'
import type { LeadGroup, LeadGroupChanges } from '../../../contract/lead-group.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import {
  findLeadGroup,
  listTypesOfGroup,
  typesOfGroupMustBe,
  updateLeadGroup as updateLeadGroupRow,
} from '../../../db/store/lead-groups.ts'
import type { LeadTypeRow } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { expectLive, expectNoProblems, expectVersion, found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { fieldsInUse } from '../lead-types/fields-in-use.ts'
import { toLeadGroup } from './lead-group-view.ts'

/**
 * Changes a lead group. Its fields are shared: they must fit every live lead type in it, so none may have the name of
 * a type's own field, a referable type must not be left without any (F14), and what a setup filters by stays.
 */
export async function updateLeadGroup(
  ctx: Ctx,
  leadGroupId: number,
  { version, ...changes }: LeadGroupChanges,
): Promise<LeadGroup> {
  requireAdmin(ctx.actor)
  const [row, types] = await Promise.all([findLeadGroup(ctx.db, leadGroupId), listTypesOfGroup(ctx.db, leadGroupId)])
  const before = found(row)
  expectLive(before)
  expectVersion(before, version)
  const after = { ...before, ...given(changes), version: before.version + 1 }
  const live = types.filter(isLive)
  const asked = changes.fields === undefined ? [] : live
  const inUse = await fieldsInUse(ctx, {
    types: asked.map((type) => ({ leadTypeId: type.id, fields: allFields(after, type) })),
    saved: after.fields,
  })
  expectNoProblems([...sharedProblems(after.fields, live), ...inUse.problems])

  return commitChange(ctx, {
    id: formatId('leadGroup', leadGroupId),
    before: toLeadGroup(before),
    after: toLeadGroup(after),
    write: [typesOfGroupMustBe(ctx.db, leadGroupId, types), ...inUse.write, updateLeadGroupRow(ctx.db, after)],
  })
}

const isLive = ({ archivedAt }: LeadTypeRow): boolean => archivedAt === null

function sharedProblems(shared: Field[], types: readonly LeadTypeRow[]): FieldProblem[] {
  const bare =
    shared.length > 0
      ? []
      : types.filter(({ referralMethod, fields }) => referralMethod !== null && fields.length === 0)
  return [
    ...nameClashes({ saved: shared, others: types.flatMap(({ fields }) => fields) }),
    ...bare.map(({ name }) => ({
      pointer: '/fields',
      code: 'NO_FIELDS',
      message: `The lead type ${name} is referable and would be left without any field.`,
    })),
  ]
}
