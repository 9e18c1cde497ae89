import type { Field } from '../../../contract/fields/field.ts'
import { formatId } from '../../../contract/id.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { filteredSetupsMustBe, listFilteredSetups, type SetupRow } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { filterProblems } from '../../domain/filters/filter-problems.ts'
import { automationsAsking } from '../automations/automations-asking.ts'

/** The fields that a lead of a type would have after a change. */
export interface FieldsAfter {
  leadTypeId: number
  fields: readonly Field[]
}

/**
 * Whether fields may become these (FIELD_IN_USE): what an active setup's filter (D1.21) or an automation asks for may not
 * go away, nor turn into something that cannot be asked like that. `saved` is the list in the body that is about to be saved, for the
 * pointer. `write` goes into the batch, so that nothing asks for more in the meantime.
 */
export async function fieldsInUse(
  ctx: Ctx,
  { types, saved }: { types: readonly FieldsAfter[]; saved: readonly Field[] },
): Promise<{ problems: FieldProblem[]; write: D1PreparedStatement[] }> {
  const ids = types.map(({ leadTypeId }) => leadTypeId)
  const setups = ids.length === 0 ? [] : await listFilteredSetups(ctx.db, ids)
  const broken = setups.flatMap((setup) =>
    brokenFields(setup, types.find(({ leadTypeId }) => leadTypeId === setup.leadTypeId)!.fields).map((name) => ({
      name,
      user: formatId('setup', setup.id),
    })),
  )
  const automations = await automationsAsking(ctx, types)
  const byField = Map.groupBy([...broken, ...automations.missing], ({ name }) => name)
  return {
    problems: [...byField].map(([name, users]) => inUse(name, { saved, users: users.map(({ user }) => user) })),
    write: ids.length === 0 ? [] : [filteredSetupsMustBe(ctx.db, ids, setups), ...automations.write],
  }
}

/** The fields that a setup's filters could not be about any more, each once. */
const brokenFields = ({ filters }: SetupRow, fields: readonly Field[]): string[] => [
  ...new Set(filters.filter((clause) => filterProblems([clause], fields, '').length > 0).map(({ field }) => field)),
]

function inUse(name: string, { saved, users }: { saved: readonly Field[]; users: string[] }): FieldProblem {
  const index = saved.findIndex((field) => field.name === name)
  const named = users.slice(0, mostNamed).join(', ')
  const more = users.length > mostNamed ? ` and ${users.length - mostNamed} more` : ''
  return {
    pointer: index === -1 ? '/fields' : `/fields/${index}`,
    code: 'FIELD_IN_USE',
    message: `Filters or automations ask for “${name}” as it is. Change these first: ${named}${more}.`,
  }
}

const mostNamed = 20
