import { type EarlierLeadRow, type SuppressionRow, selectPerson } from '../../../db/store/people.ts'
import type { Ctx } from '../../context.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'
import { type PersonFacts, personFacts, stranger } from './person-facts.ts'
import type { PersonKey } from './person-keys.ts'

/** A lead by what identifies its person. */
export interface AboutPerson {
  leadId: string
  leadType: LoadedLeadType
  keys: readonly PersonKey[]
}

/** What tells who is behind a lead, for a batch that reads other things as well: `personIn` takes its rows. */
export const personStatements = (ctx: Ctx, { leadId, keys }: AboutPerson): D1PreparedStatement[] =>
  keys.length === 0 ? [] : selectPerson(ctx.db, { leadId, keys: keys.map(({ key }) => key) })

/** What the rows of `personStatements` say, under the broker's settings. */
export const personIn = (
  ctx: Ctx,
  rows: Record<string, unknown>[][],
  { leadType: { groupId, preferences }, keys }: AboutPerson,
): PersonFacts =>
  rows.length === 0
    ? stranger
    : personFacts([rows[0] as unknown as EarlierLeadRow[], rows[1] as unknown as SuppressionRow[]], {
        keys,
        leadGroupId: groupId,
        settings: preferences.settings.dedupe,
        now: ctx.now,
      })

/** The same in a round trip of its own. */
export async function readPerson(ctx: Ctx, about: AboutPerson): Promise<PersonFacts> {
  const statements = personStatements(ctx, about)
  if (statements.length === 0) return stranger
  const read = await ctx.db.batch<Record<string, unknown>>(statements)
  return personIn(
    ctx,
    read.map(({ results }) => results),
    about,
  )
}
