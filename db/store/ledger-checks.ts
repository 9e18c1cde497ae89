/** A check of the books: its rows are what is wrong, at most 100 of them; none when all is right. */
interface LedgerCheck {
  check: string
  sql: string
}

const refIdOf = (alias: string): string =>
  `'ref_' || substr(${alias}.lead_id, 6, 28) || printf('%08x', ${alias}.partner_id)`

/** The referral whose id begins at this place of a line's id; a look-up in the primary key. */
const referralOf = (line: string, place: number): string =>
  `r.lead_id = 'lead_' || substr(${line}.id, ${place + 4}, 28) || '00000000' AND ${refIdOf('r')} = substr(${line}.id, ${place}, 40)`

const own = (column: string): string => `(${column} IN ('available', 'held'))`

const turn = (account: string): string => `((credit = '${account}') - (debit = '${account}'))`

/** Where a point or a progress stands among them; 0 before the first, and for what is invalidated. */
const placeOf = (point: string): string => `instr('accepted qualified converted', ${point})`

/** What a referral charges at a point; a plain one charges all at accepted (contract/charge.ts). */
const chargedAt = (point: string): string =>
  `iif(r.charges IS NULL, iif(${point} = 'accepted', r.price, 0),
     (SELECT coalesce(sum(value ->> 'amountMinor'), 0) FROM json_each(r.charges) WHERE value ->> 'point' = ${point}))`

/** What a referral charges at all points up to its progress. */
const reached = `iif(r.charges IS NULL, iif(r.progress = 'referred', 0, r.price),
  (SELECT coalesce(sum(value ->> 'amountMinor'), 0) FROM json_each(r.charges)
   WHERE ${placeOf("(value ->> 'point')")} <= ${placeOf('r.progress')}))`

/** Nothing more can be charged for it: what is left of its hold went back. */
const isOver =
  "(r.released_at IS NOT NULL OR r.progress = 'invalidated' OR r.state IN ('rejected', 'duplicate', 'failed', 'returned', 'unreferred'))"

const amountOf = (id: string): string => `coalesce((SELECT amount FROM transfers WHERE id = ${id}), 0)`

/** A plain referral has one charge to look up; the others may have three. */
const settled = (plain: boolean): string =>
  (plain ? ['accepted'] : ['accepted', 'qualified', 'converted'])
    .map((point) => amountOf(`'settle:' || ${refIdOf('r')} || ':${point}'`))
    .join(' + ')

const decided = (plain: boolean): string =>
  `SELECT ${refIdOf('r')} AS ref, r.state, r.progress, r.price, ${isOver} AS is_over, ${reached} AS reached,
     ${settled(plain)} AS settled, ${amountOf(`'release:' || ${refIdOf('r')}`)} AS released
   FROM referrals r WHERE r.price > 0 AND r.charges IS ${plain ? '' : 'NOT '}NULL`

/** Every check of the ledger. The database refuses what these look for; they prove that it did. */
export const ledgerChecks: readonly LedgerCheck[] = [
  {
    check: 'Every statement is an unbroken chain whose running balances equal its transfers',
    sql: `SELECT party || '/' || n AS about, 'line ' || line || ', balance ' || balance || ' expected ' || expected || ', held ' || held || ' expected ' || expected_held || ', payable ' || payable || ' expected ' || expected_payable AS detail
      FROM (SELECT party, n, balance, held, payable,
          row_number() OVER w AS line,
          sum(amount * (${own('credit')} - ${own('debit')})) OVER w AS expected,
          sum(amount * ${turn('held')}) OVER w AS expected_held,
          sum(amount * ${turn('payable')}) OVER w AS expected_payable
        FROM transfers WINDOW w AS (PARTITION BY party ORDER BY n))
      WHERE n <> line OR balance <> expected OR held <> expected_held OR payable <> expected_payable LIMIT 100`,
  },
  {
    check: 'Every transfer moves something, in the currency of the broker',
    sql: `SELECT id AS about, amount || ' ' || currency AS detail FROM transfers
      WHERE amount <= 0 OR debit = credit OR currency <> (SELECT currency FROM broker) LIMIT 100`,
  },
  {
    check: 'Every priced referral holds its price once, and its charges are its price',
    sql: `SELECT ${refIdOf('r')} AS about, 'price ' || r.price || ', held ' || coalesce(t.amount, 0) AS detail
      FROM referrals r LEFT JOIN transfers t ON t.id = 'hold:' || ${refIdOf('r')}
      WHERE (r.price > 0 AND (t.id IS NULL OR t.amount <> r.price OR t.party <> r.partner_id OR t.kind <> 'hold'))
        OR (r.charges IS NOT NULL AND r.price <> (SELECT coalesce(sum(value ->> 'amountMinor'), 0) FROM json_each(r.charges))) LIMIT 100`,
  },
  {
    check: 'Every charge is one that its referral makes, at a point that its partner reached',
    sql: `SELECT t.id AS about, 'no such referral, point or amount' AS detail FROM transfers t
      WHERE t.kind = 'settle' AND NOT EXISTS (
        SELECT 1 FROM referrals r WHERE ${referralOf('t', 8)} AND r.partner_id = t.party
          AND r.state IN ('accepted', 'delivered', 'returned', 'unreferred')
          AND (r.progress = 'invalidated' OR ${placeOf('substr(t.id, 49)')} <= ${placeOf('r.progress')})
          AND t.amount = ${chargedAt('substr(t.id, 49)')}) LIMIT 100`,
  },
  {
    check: 'Every point that was reached is charged, and what cannot be charged any more was given back',
    sql: `SELECT ref AS about, 'state ' || state || ', progress ' || progress || ', price ' || price || ', charged ' || settled || ', released ' || released AS detail
      FROM (${decided(true)} UNION ALL ${decided(false)})
      WHERE iif(is_over, settled + released <> price, settled <> reached OR released <> 0)
        OR (state IN ('rejected', 'duplicate', 'failed') AND settled <> 0) LIMIT 100`,
  },
  {
    check: 'What is held is what may still be charged',
    sql: `SELECT p.id AS about, 'held ' || p.held || ', open ' || p.open AS detail FROM (
        SELECT p.id, coalesce((SELECT held FROM transfers WHERE party = p.id ORDER BY n DESC LIMIT 1), 0) AS held, coalesce(o.open, 0) AS open
        FROM partners p LEFT JOIN (
          SELECT r.partner_id, sum(r.price - ${reached}) AS open FROM referrals r WHERE r.price > 0 AND NOT ${isOver} GROUP BY r.partner_id
        ) o ON o.partner_id = p.id) p WHERE held <> open LIMIT 100`,
  },
  {
    check: 'No referral is refunded more than it was charged',
    sql: `SELECT about, 'refunded ' || refunded || ', charged ' || charged AS detail FROM (
        SELECT f.ref AS about, f.refunded, (SELECT coalesce(sum(amount), 0) FROM transfers s WHERE s.party = f.party
            AND s.id IN ('settle:' || f.ref || ':accepted', 'settle:' || f.ref || ':qualified', 'settle:' || f.ref || ':converted')) AS charged
        FROM (SELECT party, 'ref_' || substr(id, 12) AS ref, sum(amount) AS refunded FROM transfers
          WHERE id >= 'refund:r' AND id < 'refund:s' GROUP BY party, 2) f)
      WHERE refunded > charged LIMIT 100`,
  },
  {
    check: "No introducer is paid a lead's amount twice, and none of it is taken back twice",
    sql: `SELECT lead AS about, 'paid ' || paid || ' times, taken back ' || back || ' times' AS detail FROM (
        SELECT substr(id, 12, 41) AS lead, sum(substr(id, -5) <> ':back') AS paid, sum(substr(id, -5) = ':back') AS back
        FROM transfers WHERE id >= 'introducer:lead_' AND id < 'introducer:lead\`' GROUP BY 1)
      WHERE paid - back NOT IN (0, 1) LIMIT 100`,
  },
  {
    check: 'Every payment to an introducer has its lead, and is what was agreed when that came in',
    sql: `SELECT t.id AS about, t.amount || ' to partner ' || t.party AS detail FROM transfers t
      WHERE t.id >= 'introducer:' AND t.id < 'introducer;' AND substr(t.id, -5) <> ':back' AND NOT EXISTS (
        SELECT 1 FROM leads l WHERE l.introducer_id = t.party AND iif(substr(t.id, 12, 5) = 'lead_',
          l.id = substr(t.id, 12, 41) AND l.cost = t.amount,
          l.id = 'lead_' || substr(t.id, 16, 28) || '00000000' AND t.amount = (
            SELECT s.amount * (value ->> 'valueBps') / 10000 FROM transfers s CROSS JOIN json_each(l.value_shares)
            WHERE s.id = 'settle:' || substr(t.id, 12) AND value ->> 'point' = substr(t.id, 53)))) LIMIT 100`,
  },
  {
    check: 'Everything that was taken back from an introducer had been paid to it',
    sql: `SELECT t.id AS about, t.amount || ' from partner ' || t.party AS detail FROM transfers t
      WHERE t.id >= 'introducer:' AND t.id < 'introducer;' AND substr(t.id, -5) = ':back' AND NOT EXISTS (
        SELECT 1 FROM transfers o WHERE o.id = substr(t.id, 1, length(t.id) - 5) AND o.party = t.party AND o.amount = t.amount) LIMIT 100`,
  },
  {
    check: 'Every payment by PayPal has its top-up, with its VAT',
    sql: `SELECT t.id AS about, t.amount || ' to partner ' || t.party AS detail FROM transfers t
      WHERE t.id >= 'topup:' AND t.id < 'topup;' AND NOT EXISTS (
        SELECT 1 FROM top_ups u WHERE u.capture_id = iif(substr(t.id, -4) = ':vat', substr(t.id, 7, length(t.id) - 10), substr(t.id, 7))
          AND u.partner_id = t.party AND u.state = 'paid' AND t.amount = iif(substr(t.id, -4) = ':vat', u.vat, u.gross - u.vat)) LIMIT 100`,
  },
  {
    check: 'Every top-up that was paid is in the books',
    sql: `SELECT u.id AS about, 'paid, and not credited' AS detail FROM top_ups u WHERE u.state = 'paid'
        AND (u.gross - u.vat) <> ${amountOf("'topup:' || u.capture_id")} OR (u.state = 'paid' AND u.vat <> ${amountOf("'topup:' || u.capture_id || ':vat'")}) LIMIT 100`,
  },
]
