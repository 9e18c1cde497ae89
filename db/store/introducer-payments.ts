/**
 * What introducers are paid for leads: lines on their own statements, from `commissions` to `payable`. The ids say why:
 * `introducer:lead_…:1` is a lead's fixed amount, for the first time; `introducer:ref_…:accepted` is a share of what one
 * buyer was charged at one point; with `:back` behind it, the same was taken back. One statement each, which looks and
 * writes at once: no race pays twice.
 */

const columns = '(party, n, id, debit, credit, amount, currency, kind, at, note, balance, held, payable)'

/** The last line of a party's statement, if it has one. */
const lastOf = (party: string): string =>
  `LEFT JOIN transfers last ON last.party = ${party} AND last.n = (SELECT max(n) FROM transfers WHERE party = ${party})`

/** Every payment and take-back for one lead (?1): its ids lie in two ranges of the unique key. */
const ofLead = (alias: string): string =>
  `((${alias}.id >= 'introducer:' || ?1 || ':' AND ${alias}.id < 'introducer:' || ?1 || ';')
   OR (${alias}.id >= 'introducer:ref_' || substr(?1, 6, 28) AND ${alias}.id < 'introducer:ref_' || substr(?1, 6, 28) || 'g'))`

const isBack = (alias: string): string => `substr(${alias}.id, -5) = ':back'`

const standing = (alias: string): string =>
  `NOT ${isBack(alias)} AND NOT EXISTS (SELECT 1 FROM transfers b WHERE b.id = ${alias}.id || ':back')`

/** What the broker turned back for the introducer stays so: whatever comes of the lead later, it is owed nothing more (F50). */
const isOwed = (leadId: string): string =>
  `NOT EXISTS (SELECT 1 FROM history h WHERE h.id = ${leadId} AND h.event IN ('lead.introducer-reversed', 'lead.reversed'))`

/**
 * Pays a lead's fixed amount to its introducer, unless it stands already. Once a return took it back it may be paid again:
 * net it is never paid twice. Nothing for a lead that nobody introduced or that cost nothing, or once the broker turned
 * it back.
 */
export const payForLead = (db: D1Database, leadId: string, at: number): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO transfers ${columns}
       SELECT l.introducer_id, 1 + coalesce(last.n, 0), 'introducer:' || l.id || ':' || (1 + before.times), 'commissions', 'payable',
         l.cost, (SELECT currency FROM broker), 'commission', ?2, NULL,
         coalesce(last.balance, 0), coalesce(last.held, 0), coalesce(last.payable, 0) + l.cost
       FROM leads l
       CROSS JOIN (SELECT coalesce(sum(NOT ${isBack('t')}), 0) AS times, coalesce(sum(${isBack('t')}), 0) AS backs
         FROM transfers t WHERE t.id >= 'introducer:' || ?1 || ':' AND t.id < 'introducer:' || ?1 || ';') AS before
       ${lastOf('l.introducer_id')}
       WHERE l.id = ?1 AND l.introducer_id IS NOT NULL AND l.cost > 0 AND before.times = before.backs AND ${isOwed('?1')}`,
    )
    .bind(leadId, at)

/**
 * Pays the introducer its share of what a buyer is charged at one point; nothing where it has none, or it rounds to 0, or
 * once the broker turned it back.
 */
export const payShare = (
  db: D1Database,
  {
    leadId,
    referralId,
    point,
    chargedMinor,
  }: { leadId: string; referralId: string; point: string; chargedMinor: number },
  at: number,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO transfers ${columns}
       SELECT l.introducer_id, 1 + coalesce(last.n, 0), 'introducer:' || ?3 || ':' || ?4, 'commissions', 'payable',
         s.amount, (SELECT currency FROM broker), 'commission', ?2, NULL,
         coalesce(last.balance, 0), coalesce(last.held, 0), coalesce(last.payable, 0) + s.amount
       FROM leads l
       CROSS JOIN (SELECT CAST(?5 AS INTEGER) * (value ->> 'valueBps') / 10000 AS amount
         FROM json_each((SELECT value_shares FROM leads WHERE id = ?1)) WHERE value ->> 'point' = ?4) AS s
       ${lastOf('l.introducer_id')}
       WHERE l.id = ?1 AND l.introducer_id IS NOT NULL AND s.amount > 0 AND ${isOwed('?1')}`,
    )
    .bind(leadId, at, referralId, point, chargedMinor)

/** All of it; or the shares of one buyer's referral, and the fixed amount where nobody else has accepted the lead. */
const inScope = (referralId: string): string => `(${referralId} IS NULL OR substr(t.id, 12, 40) = ${referralId}
  OR (substr(t.id, 12, 5) = 'lead_' AND NOT EXISTS (
    SELECT 1 FROM referrals r WHERE r.lead_id = ?1 AND 'ref_' || substr(?1, 6, 28) || printf('%08x', r.partner_id) <> ${referralId}
      AND r.progress IN ('accepted', 'qualified', 'converted') AND r.state <> 'returned')))`

/**
 * Takes back what stands of an introducer's pay for a lead: all of it, or with `referralId` the shares of that buyer,
 * and the fixed amount where nobody else has accepted the lead.
 */
export const takeBack = (
  db: D1Database,
  { leadId, referralId, note }: { leadId: string; referralId: string | null; note: string | null },
  at: number,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO transfers ${columns}
       SELECT t.party, last.n + row_number() OVER w, t.id || ':back', 'payable', 'commissions',
         t.amount, t.currency, 'commission', ?2, ?4,
         last.balance, last.held, last.payable - sum(t.amount) OVER w
       FROM transfers t ${lastOf('t.party')}
       WHERE ${ofLead('t')} AND ${standing('t')} AND ${inScope('?3')}
       WINDOW w AS (PARTITION BY t.party ORDER BY t.n ROWS UNBOUNDED PRECEDING) ORDER BY t.party, t.n`,
    )
    .bind(leadId, at, referralId, note)

const standsFor = `SELECT coalesce(sum(t.amount), 0) FROM transfers t WHERE ${ofLead('t')} AND ${standing('t')} AND ${inScope('?2')}`

/** What `takeBack` would take back now, in minor units, and whose it is; no row where nobody introduced the lead. */
export const selectTakeBack = (
  db: D1Database,
  { leadId, referralId }: { leadId: string; referralId: string | null },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT p.id, p.name, (${standsFor}) AS minor FROM leads l JOIN partners p ON p.id = l.introducer_id WHERE l.id = ?1`,
    )
    .bind(leadId, referralId)

/** Stops the batch unless `takeBack` still takes back as much as was read: what is told is what is done. */
export const takeBackMustBe = (
  db: D1Database,
  { leadId, referralId, minor }: { leadId: string; referralId: string | null; minor: number },
): D1PreparedStatement =>
  db
    .prepare(`INSERT INTO must (ok, word) SELECT (${standsFor}) = ?3, 'VERSION_CONFLICT'`)
    .bind(leadId, referralId, minor)

/** Whether the broker turned back before what the introducer of a lead is owed for it. */
export const isTurnedBack = async (db: D1Database, leadId: string): Promise<boolean> =>
  (
    await db
      .prepare(`SELECT ${isOwed('?')} AS owed`)
      .bind(leadId)
      .first<{ owed: number }>()
  )?.owed === 0
