import type { HistoryRecord } from './leads.ts'

/** A row of history with the key that its actor names, if it is one. */
export interface ListedHistoryRow extends Omit<HistoryRecord, 'raw'> {
  key_name: string | null
  key_kind: 'admin' | 'partner' | 'form' | null
  key_partner: number | null
}

/** Where a page ends: the next one is what lies before it. */
export type HistoryPosition = Pick<ListedHistoryRow, 'at' | 'id' | 'version'>

/** A filter applies when it is not null. `from` is included, `to` is not. */
export interface HistoryFilter {
  thing: string | null
  actor: string | null
  from: number | null
  to: number | null
  before: HistoryPosition | null
  limit: number
}

export const listHistoryRows = async (db: D1Database, filter: HistoryFilter): Promise<ListedHistoryRow[]> => {
  const { sql, params } = historyQueryOf(filter)
  return (
    await db
      .prepare(sql)
      .bind(...params)
      .all<ListedHistoryRow>()
  ).results
}

/**
 * The query and its parameters, for the test of its plans. By thing it goes along the primary key, everything included;
 * otherwise along the partial index by actor or by time (0006_history.sql), whose condition it repeats.
 */
export function historyQueryOf({ thing, actor, from, to, before, limit }: HistoryFilter) {
  const bounds: [condition: string, ...values: (string | number)[]][] = [
    ...(thing === null ? [] : [['id = ?', thing] as [string, string]]),
    ...(actor === null ? [] : [['actor = ?', actor] as [string, string]]),
    ...(from === null ? [] : [['at >= ?', from] as [string, number]]),
    ...(to === null ? [] : [['at < ?', to] as [string, number]]),
    ...(before === null ? [] : [behind(before, thing)]),
  ]
  const conditions = [...(thing === null ? [onceAWhile] : []), ...bounds.map(([condition]) => condition)]
  return {
    sql: `SELECT h.*, k.name AS key_name, k.kind AS key_kind, k.partner_id AS key_partner
      FROM (SELECT id, version, event, actor, at, data FROM history
        WHERE ${conditions.join(' AND ')}
        ORDER BY ${thing === null ? 'at DESC, id DESC, version DESC' : 'version DESC'} LIMIT ?) h
      LEFT JOIN access_keys k ON k.id = iif(substr(h.actor, 1, 4) = 'key_', CAST(substr(h.actor, 5) AS INTEGER), NULL)
      ORDER BY ${thing === null ? 'h.at DESC, h.id DESC, h.version DESC' : 'h.version DESC'}`,
    params: [...bounds.flatMap(([, ...values]) => values), limit],
  }
}

/** The condition of the partial indexes: without what happens by itself with every lead. */
const onceAWhile =
  "event <> 'lead.captured' AND (substr(actor, 1, 4) NOT IN ('job', 'run_') OR substr(id, 1, 4) NOT IN ('lead', 'ref_', 'run_'))"

const behind = ({ at, id, version }: HistoryPosition, thing: string | null): [string, ...(string | number)[]] =>
  thing === null ? ['(at, id, version) < (?, ?, ?)', at, id, version] : ['version < ?', version]
