import type { HistoryChange, HistoryQuery } from '../../../contract/history.ts'
import { formatId } from '../../../contract/id.ts'
import { type Page, toPage } from '../../../contract/page.ts'
import { toIso } from '../../../contract/time.ts'
import { type ListedHistoryRow, listHistoryRows } from '../../../db/store/history-list.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { formatPosition, readPosition } from './history-position.ts'

/**
 * What happened, newest first. Of one thing: everything. By actor or by time: all but the capture of leads and what
 * jobs did to leads and referrals, which stands under the lead. Problems: INVALID_QUERY for a span that ends before it
 * begins.
 */
export async function listHistory(
  ctx: Ctx,
  { thing, actor, from, to, cursor, limit }: HistoryQuery,
): Promise<Page<HistoryChange>> {
  requireAdmin(ctx.actor)
  if (from !== undefined && to !== undefined && from >= to) throw endsFirst()
  const rows = await listHistoryRows(ctx.db, {
    thing: thing ?? null,
    actor: actor ?? null,
    from: from ?? null,
    to: to ?? null,
    before: readPosition(cursor),
    limit: limit + 1,
  })
  return toPage(rows, { limit, cursorOf: formatPosition, toItem: toChange })
}

const endsFirst = (): Problem =>
  new Problem('INVALID_QUERY', {
    errors: [{ pointer: 'from', code: 'NOT_BEFORE', message: 'This is not before the end.' }],
  })

const toChange = (row: ListedHistoryRow): HistoryChange => ({
  thing: row.id,
  version: row.version,
  event: row.event,
  actor: row.actor,
  key:
    row.key_name === null
      ? null
      : {
          name: row.key_name,
          kind: row.key_kind!,
          partner: row.key_partner === null ? null : formatId('partner', row.key_partner),
        },
  at: toIso(row.at),
  data: row.data === null ? null : JSON.parse(row.data),
})
