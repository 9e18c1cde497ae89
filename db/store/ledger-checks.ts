/** A check of the books: its rows are what is wrong, at most 100 of them; none when all is right. */
interface LedgerCheck {
  check: string
  sql: string
}

const refIdOf = (alias: string): string =>
  `'ref_' || substr(${alias}.lead_id, 6, 28) || printf('%08x', ${alias}.partner_id)`

const own = (column: string): string => `(${column} IN ('available', 'held'))`

/** Every check of the ledger. The database refuses what these look for; they prove that it did. */
export const ledgerChecks: readonly LedgerCheck[] = [
  {
    check: 'Every statement is an unbroken chain whose running balances equal its transfers',
    sql: `SELECT party || '/' || n AS about, 'line ' || line || ', balance ' || balance || ' expected ' || expected || ', held ' || held || ' expected ' || expected_held AS detail
      FROM (SELECT party, n, balance, held,
          row_number() OVER w AS line,
          sum(amount * (${own('credit')} - ${own('debit')})) OVER w AS expected,
          sum(amount * ((credit = 'held') - (debit = 'held'))) OVER w AS expected_held
        FROM transfers WINDOW w AS (PARTITION BY party ORDER BY n))
      WHERE n <> line OR balance <> expected OR held <> expected_held LIMIT 100`,
  },
  {
    check: 'Every priced referral holds its price once',
    sql: `SELECT ${refIdOf('r')} AS about, 'price ' || r.price || ', held ' || coalesce(t.amount, 0) AS detail
      FROM referrals r LEFT JOIN transfers t ON t.id = 'hold:' || ${refIdOf('r')}
      WHERE r.price > 0 AND (t.id IS NULL OR t.amount <> r.price OR t.party <> r.partner_id) LIMIT 100`,
  },
  {
    check: 'Every charge has its delivered referral',
    sql: `SELECT t.id AS about, 'no delivered referral, or another price' AS detail FROM transfers t
      WHERE t.kind = 'settle' AND NOT EXISTS (
        SELECT 1 FROM referrals r WHERE r.lead_id = 'lead_' || substr(t.id, 12, 28) || '00000000' AND r.partner_id = t.party
          AND r.state IN ('delivered', 'returned', 'unreferred') AND r.price >= t.amount) LIMIT 100`,
  },
  {
    check: 'Every delivered referral with a price was charged, and none was both charged and released',
    sql: `SELECT ${refIdOf('r')} AS about, 'state ' || r.state || ', charged ' || (s.id IS NOT NULL) || ', released ' || (l.id IS NOT NULL) AS detail
      FROM referrals r LEFT JOIN transfers s ON s.id = 'settle:' || ${refIdOf('r')} || ':accepted'
        LEFT JOIN transfers l ON l.id = 'release:' || ${refIdOf('r')}
      WHERE r.price > 0 AND ((s.id IS NOT NULL AND l.id IS NOT NULL)
        OR (r.state IN ('delivered', 'returned') AND s.id IS NULL)
        OR (r.state IN ('rejected', 'duplicate', 'failed') AND l.id IS NULL)
        OR (r.state IN ('referred', 'accepted', 'unknown') AND (s.id IS NOT NULL OR l.id IS NOT NULL))) LIMIT 100`,
  },
  {
    check: 'What is held is what undecided referrals hold',
    sql: `SELECT p.id AS about, 'held ' || p.held || ', undecided ' || p.undecided AS detail FROM (
        SELECT p.id, coalesce((SELECT held FROM transfers WHERE party = p.id ORDER BY n DESC LIMIT 1), 0) AS held,
          coalesce((SELECT sum(price) FROM referrals WHERE partner_id = p.id AND state IN ('referred', 'accepted', 'unknown')), 0) AS undecided
        FROM partners p) p WHERE held <> undecided LIMIT 100`,
  },
]
