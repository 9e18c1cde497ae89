/** A check of the books: its rows are what is wrong, at most 100 of them; none when all is right. */
export interface LedgerCheck {
  check: string
  sql: string
}

const refIdOf = (alias: string): string =>
  `'ref_' || substr(${alias}.lead_id, 6, 28) || printf('%08x', ${alias}.partner_id)`

const own = (column: string): string => `(${column} IN ('available', 'held'))`

const turn = (account: string): string => `((t.credit = '${account}') - (t.debit = '${account}'))`

/** Where a point or a progress stands among them; 0 before the first, and for what is invalidated. */
const placeOf = (point: string): string => `instr('accepted qualified converted', ${point})`

/** What a referral charges at a point; a plain one charges all at accepted (contract/charge.ts). */
const chargedAt = (point: string): string =>
  `iif(r.charges IS NULL, iif('${point}' = 'accepted', r.price, 0),
     (SELECT coalesce(sum(value ->> 'amountMinor'), 0) FROM json_each(r.charges) WHERE value ->> 'point' = '${point}'))`

/** What a referral charges at all points up to its progress. */
const reached = `iif(r.charges IS NULL, iif(r.progress = 'referred', 0, r.price),
  (SELECT coalesce(sum(value ->> 'amountMinor'), 0) FROM json_each(r.charges)
   WHERE ${placeOf("(value ->> 'point')")} <= ${placeOf('r.progress')}))`

/** Nothing more can be charged for it: what is left of its hold went back. */
const isOver =
  "(r.released_at IS NOT NULL OR r.progress = 'invalidated' OR r.state IN ('rejected', 'duplicate', 'failed', 'returned', 'unreferred'))"

const amountOf = (id: string): string => `coalesce((SELECT amount FROM transfers WHERE id = ${id}), 0)`

/**
 * Every referral beside all that moved for it. Both are read from end to end and brought together by sorting: look-ups by
 * id would read a page for each line, and take the longer the larger the books are.
 */
const moneyOfReferrals = `
  SELECT ref, max(known) AS known, max(state) AS state, max(progress) AS progress, max(place) AS place, max(price) AS price,
    max(is_over) AS is_over, max(at_a) AS at_a, max(at_q) AS at_q, max(at_c) AS at_c,
    sum(held) AS held, sum(a) AS a, sum(q) AS q, sum(c) AS c, sum(released) AS released
  FROM (
    SELECT substr(id, iif(kind = 'hold', 6, iif(kind = 'settle', 8, 9)), 40) AS ref, 0 AS known, NULL AS state, NULL AS progress,
      NULL AS place, NULL AS price, NULL AS is_over, NULL AS at_a, NULL AS at_q, NULL AS at_c,
      iif(kind = 'hold', amount, 0) AS held, iif(kind = 'settle' AND substr(id, 49) = 'accepted', amount, 0) AS a,
      iif(kind = 'settle' AND substr(id, 49) = 'qualified', amount, 0) AS q,
      iif(kind = 'settle' AND substr(id, 49) = 'converted', amount, 0) AS c, iif(kind = 'release', amount, 0) AS released
    FROM transfers WHERE kind IN ('hold', 'settle', 'release')
    UNION ALL
    SELECT ${refIdOf('r')}, 1, r.state, r.progress, ${placeOf('r.progress')}, r.price, ${isOver},
      ${chargedAt('accepted')}, ${chargedAt('qualified')}, ${chargedAt('converted')}, 0, 0, 0, 0, 0
    FROM referrals r
  ) GROUP BY ref`

/** A point is charged in full or not at all; never one that was not reached, unless nobody can tell any more. */
const pointIsWrong = (charged: string, full: string, point: string): string =>
  `(${charged} <> 0 AND (${charged} <> ${full} OR (progress <> 'invalidated' AND place < ${placeOf(`'${point}'`)})))
   OR (NOT is_over AND ${charged} <> iif(place >= ${placeOf(`'${point}'`)}, ${full}, 0))`

/** Every line that the house makes: how its id begins, its kind, and from where to where it moves. */
const made: readonly [begins: string, kind: string, debit: string, credit: string][] = [
  ['hold:ref_', 'hold', 'available', 'held'],
  ['settle:ref_', 'settle', 'held', 'revenue'],
  ['release:ref_', 'release', 'held', 'available'],
  ['refund:rtn_', 'refund', 'revenue', 'available'],
  ['refund:ref_', 'refund', 'revenue', 'available'],
  ['introducer:', 'commission', 'commissions', 'payable'],
  ['introducer:', 'commission', 'payable', 'commissions'],
  ['topup:', 'payment', 'clearing', 'available'],
  ['topup:', 'payment', 'clearing', 'vat'],
  ['taken:', 'payment', 'available', 'clearing'],
  ['taken:', 'payment', 'vat', 'clearing'],
  ['manual:', 'payment', 'world', 'available'],
  ['manual:', 'charge', 'available', 'revenue'],
  ['manual:', 'refund', 'revenue', 'available'],
  ['manual:', 'adjustment', 'revenue', 'available'],
  ['manual:', 'adjustment', 'available', 'revenue'],
]

const isMade = made
  .map(
    ([begins, kind, debit, credit]) =>
      `(kind = '${kind}' AND debit = '${debit}' AND credit = '${credit}' AND substr(id, 1, ${begins.length}) = '${begins}')`,
  )
  .join(' OR ')

/** What a partner had when its books began. */
const isOpening = "(n = 1 AND substr(id, 1, 8) = 'opening:' AND kind = 'payment' AND debit = 'world')"

/** Every check of the lines by themselves. The database refuses what these look for; they prove that it did. */
export const ledgerChecks: readonly LedgerCheck[] = [
  {
    check: 'Every statement is an unbroken chain whose running balances equal its transfers',
    sql: `SELECT t.party || '/' || t.n AS about, 'balance ' || t.balance || ', held ' || t.held || ', payable ' || t.payable || ' after ' || coalesce(p.n || ': ' || p.balance || ', ' || p.held || ', ' || p.payable, 'nothing') AS detail
      FROM transfers t LEFT JOIN transfers p ON p.party = t.party AND p.n = t.n - 1
      WHERE (t.n <> 1 AND p.n IS NULL) OR t.n < 1
        OR t.balance <> coalesce(p.balance, 0) + t.amount * (${own('t.credit')} - ${own('t.debit')})
        OR t.held <> coalesce(p.held, 0) + t.amount * ${turn('held')}
        OR t.payable <> coalesce(p.payable, 0) + t.amount * ${turn('payable')} LIMIT 100`,
  },
  {
    check: 'Every transfer moves something, in the currency of the broker, for the party that its id names',
    sql: `SELECT id AS about, amount || ' ' || currency AS detail FROM transfers
      WHERE amount <= 0 OR debit = credit OR currency <> (SELECT currency FROM broker)
        OR (kind IN ('hold', 'settle', 'release') AND instr(id, printf('%08x', party)) = 0) LIMIT 100`,
  },
  {
    check: 'Every transfer is one that the house makes: its id, its kind and its accounts agree',
    sql: `SELECT id AS about, kind || ': ' || debit || ' to ' || credit AS detail FROM transfers
      WHERE NOT (${isMade} OR ${isOpening}) OR (kind = 'commission' AND (substr(id, -5) = ':back') <> (debit = 'payable')) LIMIT 100`,
  },
  {
    check:
      'Every referral holds its price once, charges the points that it reached, and gave back what it cannot charge',
    sql: `SELECT ref AS about, iif(known, 'state ' || state || ', progress ' || progress || ', price ' || price, 'no such referral')
        || ', held ' || held || ', charged ' || a || ' + ' || q || ' + ' || c || ', released ' || released AS detail
      FROM (${moneyOfReferrals})
      WHERE NOT known OR held <> price OR at_a + at_q + at_c <> price
        OR ${pointIsWrong('a', 'at_a', 'accepted')}
        OR ${pointIsWrong('q', 'at_q', 'qualified')}
        OR ${pointIsWrong('c', 'at_c', 'converted')}
        OR iif(is_over, a + q + c + released <> price, released <> 0)
        OR (state IN ('rejected', 'duplicate', 'failed', 'referred', 'unknown') AND a + q + c <> 0) LIMIT 100`,
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
