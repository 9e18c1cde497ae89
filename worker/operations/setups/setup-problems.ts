import { allFields } from '../../../contract/fields/field-list.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { findLeadGroup, groupMustBe, type LeadGroupRow } from '../../../db/store/lead-groups.ts'
import { findLeadType, type LeadTypeRow, leadTypeMustBe } from '../../../db/store/lead-types.ts'
import type { SetupRow } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { filterProblems } from '../../domain/filters/filter-problems.ts'

/** A lead type and its group: a lead has the fields of both (F14), and filters are about them. */
export interface TypeInGroup {
  type: LeadTypeRow
  group: LeadGroupRow
}

/** null when there is no such lead type. */
export async function findTypeInGroup(ctx: Ctx, leadTypeId: number): Promise<TypeInGroup | null> {
  const type = await findLeadType(ctx.db, leadTypeId)
  return type === null ? null : { type, group: (await findLeadGroup(ctx.db, type.leadGroupId))! }
}

/** F38: an active setup serves somewhere. One that is switched off may wait for its places. */
export const placeProblems = ({ active }: SetupRow, places: readonly number[]): FieldProblem[] =>
  active && places.length === 0 ? [noLocationsSet] : []

const noLocationsSet: FieldProblem = {
  pointer: '/places',
  code: 'NO_LOCATIONS_SET',
  message: 'Give it places or all areas: an active setup serves somewhere.',
}

/** D1.21: filters ask only for what a lead of this type can say. */
export const fieldProblems = ({ filters }: Pick<SetupRow, 'filters'>, { type, group }: TypeInGroup): FieldProblem[] =>
  filterProblems(filters, allFields(group, type), '/filters')

/** The fields that filters were checked against must still be the same when the setup is committed. */
export const fieldsMustBe = (
  db: D1Database,
  { filters }: Pick<SetupRow, 'filters'>,
  { type, group }: TypeInGroup,
): D1PreparedStatement[] => (filters.length === 0 ? [] : [leadTypeMustBe(db, type), groupMustBe(db, group)])
