import type { Field } from '../../../contract/fields/field.ts'
import type { Ctx } from '../../context.ts'

/** What leads ask, by lead type: the group's shared fields, then the type's own (F14). */
export interface LeadFields {
  /** The fields of one lead type; none when there is no such type. */
  of(leadTypeId: number): readonly Field[]
  /** Every field of every lead type that is in use, each name once. */
  all: readonly Field[]
}

/** Reads what leads ask: what templates may name, and what an automation of a type may look at. */
export async function loadLeadFields(ctx: Pick<Ctx, 'db'>): Promise<LeadFields> {
  const { results } = await ctx.db
    .prepare(
      `SELECT t.id, t.fields, g.fields AS group_fields, t.archived_at FROM lead_types t
       JOIN lead_groups g ON g.id = t.lead_group_id ORDER BY t.id`,
    )
    .all<{ id: number; fields: string; group_fields: string; archived_at: number | null }>()
  const byType = new Map(results.map((row) => [row.id, fieldsOf(row)]))
  const live = results.filter(({ archived_at }) => archived_at === null).flatMap(({ id }) => byType.get(id)!)
  return {
    of: (leadTypeId) => byType.get(leadTypeId) ?? [],
    all: [...new Map(live.toReversed().map((field) => [field.name, field])).values()],
  }
}

const fieldsOf = (row: { fields: string; group_fields: string }): Field[] => [
  ...(JSON.parse(row.group_fields) as Field[]),
  ...(JSON.parse(row.fields) as Field[]),
]
