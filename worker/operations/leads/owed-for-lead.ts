import type { ValueShare } from '../../../contract/introducer-terms.ts'
import type { Money } from '../../../contract/money.ts'
import { type OwedRow, selectOwed } from '../../../db/store/introducer-terms.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'

/** What an introducer is owed for one lead: frozen as it comes in. */
export interface Owed {
  /** When it is first accepted, in minor units: the lead's cost. */
  costMinor: number
  /** Of what its buyers are charged. */
  shares: readonly ValueShare[]
}

/** A lead that comes in: who introduces it, and what an admin says that it cost (null: as the terms say). */
export interface Introduced {
  introducerId: number | null
  leadTypeId: number
  costMinor: number | null
}

/** What a lead cost, as the broker says: a partner is paid by its terms. Problems: NOT_ALLOWED. */
export function costOf({ actor }: Ctx, given: Money | null): Money | null {
  if (given !== null && actor.kind === 'partner')
    throw new Problem('NOT_ALLOWED', { detail: 'What a lead costs is agreed in the terms of its introducer.' })
  return given
}

/** What tells it, for a batch that reads other things as well: `owedIn` takes its rows. Nothing where nobody introduces. */
export const owedStatements = (ctx: Ctx, { introducerId, leadTypeId }: Introduced): D1PreparedStatement[] =>
  introducerId === null ? [] : [selectOwed(ctx.db, { introducerId, leadTypeId })]

/** What the rows of `owedStatements` say. A cost that was given stands in place of the terms' amount. */
export function owedIn(rows: Record<string, unknown>[][], { costMinor }: Introduced): Owed {
  const terms = rows[0]?.[0] as OwedRow | undefined
  return {
    costMinor: costMinor ?? terms?.amount ?? 0,
    shares: terms === undefined ? [] : (JSON.parse(terms.shares) as ValueShare[]),
  }
}

/** The same in a round trip of its own. */
export async function readOwed(ctx: Ctx, introduced: Introduced): Promise<Owed> {
  const statements = owedStatements(ctx, introduced)
  const read = statements.length === 0 ? [] : await ctx.db.batch<Record<string, unknown>>(statements)
  return owedIn(
    read.map(({ results }) => results),
    introduced,
  )
}
