import type { ReturnState } from '../../contract/return.ts'
import type { ReturnReason } from '../../contract/return-reason.ts'
import { must } from '../commit.ts'
import type { LeadRow } from './leads.ts'

export interface ReturnRow {
  lead_id: string
  partner_id: number
  lead_type_id: number
  state: ReturnState
  reason: ReturnReason
  text: string
  /** As a JSON list. */
  links: string
  reference: string
  /** How often it was asked for. */
  asked: number
  requested_at: number
  requested_by: string
  decided_at: number | null
  decided_by: string | null
  automatic: number
  note: string
  refunded: number
  released: number
  /** What the introducer gave back. */
  reversed: number
  rerouted: number
}

const live = "('referred', 'accepted', 'unknown', 'delivered')"

export const selectReturn = (
  db: D1Database,
  { leadId, partnerId }: { leadId: string; partnerId: number },
): D1PreparedStatement =>
  db.prepare('SELECT * FROM returns WHERE lead_id = ? AND partner_id = ?').bind(leadId, partnerId)

const columns = [
  'lead_id',
  'partner_id',
  'lead_type_id',
  'state',
  'reason',
  'text',
  'links',
  'reference',
  'asked',
  'requested_at',
  'requested_by',
  'decided_at',
  'decided_by',
  'automatic',
  'note',
  'refunded',
  'released',
  'reversed',
  'rerouted',
] as const satisfies readonly (keyof ReturnRow)[]

const kept = columns.filter((column) => column !== 'lead_id' && column !== 'partner_id')

/** Writes a return as it is now; a trigger refuses what a decided one may not become (RETURN_DECIDED). */
export const putReturn = (db: D1Database, row: ReturnRow): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO returns (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (lead_id, partner_id) DO UPDATE SET ${kept.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    )
    .bind(...columns.map((column) => row[column]))

/** The lines of a statement with these ids: what moved for one referral. */
export const selectLines = (db: D1Database, ids: readonly string[]): D1PreparedStatement =>
  db
    .prepare('SELECT t.id, t.amount FROM json_each(?) AS j CROSS JOIN transfers t ON t.id = j.value')
    .bind(JSON.stringify(ids))

/** What a lead is without one of its referrals, and what decides about a return of it. */
export interface StandingRow
  extends Pick<LeadRow, 'version' | 'location' | 'received_at' | 'is_test' | 'introducer_id'> {
  /** Live referrals to others. */
  others: number
  type_version: number
  /** The lead type's own, as JSON; null: as the preferences say. */
  return_policy: string | null
  preferences_version: number
  /** The preferences as they are stored. */
  settings: string
}

export const selectStanding = (
  db: D1Database,
  { leadId, partnerId }: { leadId: string; partnerId: number },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT l.version, l.location, l.received_at, l.is_test, l.introducer_id, t.version AS type_version, t.return_policy,
         s.version AS preferences_version, s.settings,
         (SELECT count(*) FROM referrals r WHERE r.lead_id = l.id AND r.partner_id <> ?2 AND r.state IN ${live}) AS others
       FROM leads l JOIN lead_types t ON t.id = l.lead_type_id CROSS JOIN preferences s WHERE l.id = ?1`,
    )
    .bind(leadId, partnerId)

/** Stops the batch unless as many others have the lead as was read: the last one to leave settles where it goes. */
export const othersMustBe = (
  db: D1Database,
  { leadId, partnerId, others }: { leadId: string; partnerId: number; others: number },
): D1PreparedStatement =>
  must(db, {
    ok: `SELECT count(*) = ? FROM referrals WHERE lead_id = ? AND partner_id <> ? AND state IN ${live}`,
    word: 'VERSION_CONFLICT',
    params: [others, leadId, partnerId],
  })

export interface ListedReturn extends ReturnRow {
  partner_name: string
  type_name: string
  delivered_at: number | null
  currency: string
}

/** A filter applies when it is not null; `before` is where the last page ended. */
export interface ReturnFilter {
  before: { at: number; leadId: string; partnerId: number } | null
  partnerId: number | null
  leadTypeId: number | null
  state: ReturnState | null
  reason: ReturnReason | null
  from: number | null
  to: number | null
  limit: number
}

/** Returns with their names, the newest asked for first. */
export function selectReturns(db: D1Database, filter: ReturnFilter): D1PreparedStatement {
  const { before, partnerId, leadTypeId, state, reason, from, to, limit } = filter
  const conditions: [condition: string, ...values: (string | number | null)[]][] = [
    ['q.requested_at <= ?', before?.at ?? null],
    [
      '(q.requested_at, q.lead_id, q.partner_id) < (?, ?, ?)',
      before?.at ?? null,
      before?.leadId ?? '',
      before?.partnerId ?? 0,
    ],
    ['q.partner_id = ?', partnerId],
    ['q.lead_type_id = ?', leadTypeId],
    ['q.state = ?', state],
    ['q.reason = ?', reason],
    ['q.requested_at >= ?', from],
    ['q.requested_at < ?', to],
  ]
  const given = conditions.filter(([, first]) => first !== null)
  const where = given.length === 0 ? '' : `WHERE ${given.map(([condition]) => condition).join(' AND ')}`
  return db
    .prepare(
      `SELECT q.*, p.name AS partner_name, t.name AS type_name, r.delivered_at, (SELECT currency FROM broker) AS currency
       FROM returns q CROSS JOIN referrals r ON r.lead_id = q.lead_id AND r.partner_id = q.partner_id
       CROSS JOIN partners p ON p.id = q.partner_id CROSS JOIN lead_types t ON t.id = q.lead_type_id
       ${where} ORDER BY q.requested_at DESC, q.lead_id DESC, q.partner_id DESC LIMIT ?`,
    )
    .bind(...given.flatMap(([, ...values]) => values), limit)
}
