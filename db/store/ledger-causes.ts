import type { LedgerCheck } from './ledger-checks.ts'

const refIdOf = (alias: string): string =>
  `'ref_' || substr(${alias}.lead_id, 6, 28) || printf('%08x', ${alias}.partner_id)`

/** The lead of a referral or a return whose id, without the prefix, begins at this letter of a transfer's id. */
const leadIdAt = (place: number): string => `'lead_' || substr(t.id, ${place}, 28) || '00000000'`

/** The broker turned back what the introducer is owed: nothing was, or is, owed after that. */
const isTurnedBack =
  "EXISTS (SELECT 1 FROM history h WHERE h.id = l.id AND h.event IN ('lead.introducer-reversed', 'lead.reversed'))"

/**
 * What lines must have behind them in the records, and records in the lines: money that moves for a reason that nobody
 * gave, or did not move though there was one, is found from either end.
 */
export const ledgerCauses: readonly LedgerCheck[] = [
  {
    check: 'Every refund is that of a return which was approved, or of a reversal',
    sql: `SELECT t.id AS about, t.amount || ' to partner ' || t.party AS detail FROM transfers t
      WHERE t.id >= 'refund:r' AND t.id < 'refund:s' AND NOT iif(substr(t.id, 8, 4) = 'rtn_',
        EXISTS (SELECT 1 FROM returns q WHERE q.lead_id = ${leadIdAt(12)} AND q.partner_id = t.party
          AND q.state = 'approved' AND q.refunded = t.amount),
        EXISTS (SELECT 1 FROM history h WHERE h.id = substr(t.id, 8) AND h.event = 'referral.reversed'
          AND h.data ->> 'refundedMinor' = t.amount)) LIMIT 100`,
  },
  {
    check: 'Every return that was approved is refunded',
    sql: `SELECT 'rtn_' || substr(${refIdOf('q')}, 5) AS about, 'refunded ' || q.refunded || ', and not in the books' AS detail
      FROM returns q WHERE q.state = 'approved' AND q.refunded > 0 AND NOT EXISTS (
        SELECT 1 FROM transfers t WHERE t.id = 'refund:rtn_' || substr(${refIdOf('q')}, 5) AND t.amount = q.refunded) LIMIT 100`,
  },
  {
    check: 'Every line that a person added is in history, with its amount',
    sql: `SELECT t.id AS about, t.amount || ' of partner ' || t.party AS detail FROM transfers t
      WHERE t.id >= 'manual:' AND t.id < 'manual;' AND NOT EXISTS (
        SELECT 1 FROM history h WHERE h.id = 'txn_' || substr(t.id, 8) AND h.event = 'transaction.added'
          AND h.data ->> 'partner' = 'ptn_' || t.party
          AND h.data ->> 'amountMinor' = t.amount * iif(t.credit = 'available', 1, -1)) LIMIT 100`,
  },
  {
    check: 'What PayPal took back is in the books, and nothing else is',
    sql: `SELECT u.id AS about, k.value ->> 'id' || ': ' || (k.value ->> 'grossMinor') AS detail
      FROM top_ups u CROSS JOIN json_each(u.takings) k
      WHERE k.value ->> 'posted' = 1 AND k.value ->> 'grossMinor' <> coalesce((SELECT sum(t.amount) FROM transfers t
        WHERE t.party = u.partner_id AND t.id IN ('taken:' || (k.value ->> 'id'), 'taken:' || (k.value ->> 'id') || ':vat')), 0)
      UNION ALL
      SELECT t.id, t.amount || ' of partner ' || t.party FROM transfers t
      WHERE t.id >= 'taken:' AND t.id < 'taken;' AND NOT EXISTS (
        SELECT 1 FROM top_ups u CROSS JOIN json_each(u.takings) k
        WHERE u.partner_id = t.party AND k.value ->> 'posted' = 1
          AND t.id IN ('taken:' || (k.value ->> 'id'), 'taken:' || (k.value ->> 'id') || ':vat')) LIMIT 100`,
  },
  {
    check: 'Every introducer was paid for the first buyer that accepted its lead',
    sql: `SELECT l.id AS about, l.cost || ' to partner ' || l.introducer_id AS detail FROM leads l
      WHERE l.introducer_id IS NOT NULL AND l.cost > 0
        AND EXISTS (SELECT 1 FROM referrals r WHERE r.lead_id = l.id AND r.progress IN ('accepted', 'qualified', 'converted'))
        AND NOT EXISTS (SELECT 1 FROM transfers t WHERE t.id = 'introducer:' || l.id || ':1')
        AND NOT ${isTurnedBack} LIMIT 100`,
  },
  {
    check: 'Every introducer was paid its share of what a buyer was charged',
    sql: `SELECT t.id AS about, 'nothing to partner ' || l.introducer_id AS detail
      FROM leads l CROSS JOIN json_each(l.value_shares) k CROSS JOIN referrals r ON r.lead_id = l.id
      CROSS JOIN transfers t ON t.id = 'settle:' || ${refIdOf('r')} || ':' || (k.value ->> 'point')
      WHERE l.introducer_id IS NOT NULL AND t.amount * (k.value ->> 'valueBps') / 10000 > 0
        AND NOT EXISTS (SELECT 1 FROM transfers p WHERE p.id = 'introducer:' || substr(t.id, 8))
        AND NOT ${isTurnedBack} LIMIT 100`,
  },
]
