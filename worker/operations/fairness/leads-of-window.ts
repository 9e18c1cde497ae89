import { dayMs, minuteMs, toIso } from '../../../contract/time.ts'
import { selectLeadsOfWindow, type WindowLeadRow } from '../../../db/store/fairness.ts'
import { type PastHistoryRow, selectOwnHistory } from '../../../db/store/past.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { type LeadPast, leadPast } from '../eligibility/load-lead-then.ts'
import { uuidAt } from '../uuid-at.ts'

/** A lead of the window, and when it was decided on. */
export interface WindowLead {
  past: LeadPast
  decidedAt: readonly number[]
}

/** So many leads are judged in one request. */
export const mostLeads = 1000

/** The leads of a type that came in during a window. Problems: INVALID_QUERY when they are too many for one look. */
export async function leadsOfWindow(
  ctx: Ctx,
  { leadTypeId, from, to }: { leadTypeId: number; from: number; to: number },
): Promise<WindowLead[]> {
  const ids = { from: `lead_${uuidAt(from - 7 * dayMs)}`, until: `lead_${uuidAt(to + 10 * minuteMs)}` }
  const window = { leadTypeId, from, to, ids, limit: mostLeads + 1 }
  const { results: rows } = await selectLeadsOfWindow(ctx.db, window).all<WindowLeadRow>()
  if (rows.length > mostLeads) throw tooMany(rows)
  const { results } = await selectOwnHistory(
    ctx.db,
    rows.map(({ id }) => id),
    { withTraces: false },
  ).all<PastHistoryRow>()
  const history = Map.groupBy(results, ({ id }) => id)
  return rows.map((row) => ({
    past: leadPast(row, history.get(row.id) ?? []),
    decidedAt: JSON.parse(row.decided_at) as number[],
  }))
}

const tooMany = (rows: readonly WindowLeadRow[]): Problem =>
  new Problem('INVALID_QUERY', {
    errors: [
      {
        pointer: 'to',
        code: 'TOO_MANY',
        message: `More than ${mostLeads} leads came in. Ask in parts: the first ends at ${toIso(rows[mostLeads]!.received_at)}.`,
      },
    ],
  })
