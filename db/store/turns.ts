import type { FcaStatus } from '../../contract/partner.ts'

/** Everything about a candidate that a decision may look at, in one row; raw, as D1 gives it. */
export interface CandidateRow {
  cell: number | null
  band: number | null
  rank: number | null
  setup_id: number
  setup_version: number
  active: number
  price: number | null
  /** As JSON (contract/charge.ts). */
  billing: string | null
  priority: number
  setup_daily_limit: number
  setup_monthly_limit: number
  weight: number
  filters: string
  accept_minutes: number | null
  partner_id: number
  partner_version: number
  partner_name: string
  status: string
  buys: number
  online: number
  fca_number: string | null
  fca_status: FcaStatus
  transfer_number: string | null
  zone: string
  schedule: string | null
  open_from: number
  open_until: number
  daily_limit: number
  monthly_limit: number
  credit_limit: number
  credit_unlimited: number
  by_email: number
  by_internet: number
  repeat_days: number
  queue_until_open: number
  breaker_until: number
  seq: number | null
  day: number | null
  today: number | null
  type_today: number | null
  month: number | null
  this_month: number | null
  type_this_month: number | null
  /** [n, balance, held] of the last transfer; null when there is none. */
  account: string | null
}

/** The columns of a CandidateRow that come from setups s, partners p and partner_counts k. */
export const factColumns = `
  s.version AS setup_version, s.active, s.price, s.billing, s.priority,
  s.daily_limit AS setup_daily_limit, s.monthly_limit AS setup_monthly_limit, s.weight, s.filters, s.accept_minutes,
  p.id AS partner_id, p.version AS partner_version, p.name AS partner_name, p.status, p.buys, p.online, p.fca_number, p.fca_status,
  p.transfer_number, p.zone, p.schedule, p.open_from, p.open_until, p.daily_limit, p.monthly_limit, p.credit_limit,
  p.credit_unlimited, json_type(p.delivery, '$.email') = 'object' AS by_email,
  json_type(p.delivery, '$.internet') = 'object' AS by_internet, p.breaker_until,
  p.repeat_days, p.queue_until_open,
  k.seq, k.day, k.today, json_extract(k.types_today, '$.t' || s.lead_type_id) AS type_today,
  k.month, k.this_month, json_extract(k.types_this_month, '$.t' || s.lead_type_id) AS type_this_month,
  (SELECT json_array(n, balance, held) FROM transfers WHERE party = p.id ORDER BY n DESC LIMIT 1) AS account`

/** Counts are read of those only that have a cap to compare them with. */
export const isCapped = '(p.daily_limit > 0 OR p.monthly_limit > 0 OR s.daily_limit > 0 OR s.monthly_limit > 0)'

/** Where to read on in an arm: behind this turn. */
export interface AfterTurn {
  band: number
  rank: number
  setupId: number
}

/**
 * Turns on these cells whose time has come are ready again: the rule of the view `wake`, by cell instead of by setup.
 * One statement a cell: a list of cells would read rows of its own.
 */
export const wakeDueTurns = (db: D1Database, cells: readonly number[], now: number): D1PreparedStatement[] =>
  cells.map((cell) =>
    db
      .prepare(
        `UPDATE turns SET due = 0, cause = NULL, rank = max(rank, coalesce((
           SELECT h.rank + 1 + (turns.rank & 1023) FROM turns h WHERE h.cell = turns.cell AND h.due = 0 AND h.band = turns.band
           ORDER BY h.rank LIMIT 1), 0))
         WHERE cell = ? AND due BETWEEN 1 AND ?`,
      )
      .bind(cell, now),
  )

/** Wakes whoever is parked for a cause on these cells. Bookkeeping, as wakeDueTurns: whom it still concerns parks again. */
export const wakeFor = (db: D1Database, cells: readonly number[], cause: string): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO wake (setup_id, cause) SELECT DISTINCT t.setup_id, ?2 FROM json_each(?1) c
       CROSS JOIN turns t ON t.cell = c.value AND t.due > 0 WHERE instr(t.cause, ?2) > 0`,
    )
    .bind(JSON.stringify(cells), cause)

/** The cells on which a turn's time has come: half as many rows as an UPDATE that finds nothing. */
export const selectDue = (db: D1Database, cells: readonly number[], now: number): D1PreparedStatement =>
  db
    .prepare(
      cells
        .map(() => 'SELECT 1 AS due WHERE EXISTS (SELECT 1 FROM turns WHERE cell = ? AND due BETWEEN 1 AND ?)')
        .join(' UNION ALL '),
    )
    .bind(...cells.flatMap((cell) => [cell, now]))

/** An arm and, when it is read on, the turn behind which. */
export interface ArmAt {
  cell: number
  after?: AfterTurn | undefined
}

/**
 * How much is ready on these cells, by band: as many of the best bands as `limit` candidates of an arm can be of. There
 * may be thousands, one for each price (D2.2).
 */
export const selectArms = (db: D1Database, arms: readonly ArmAt[], limit: number): D1PreparedStatement =>
  db
    .prepare(armsSql(arms.length))
    .bind(...arms.flatMap(({ cell, after }) => [cell, after?.band ?? Number.MIN_SAFE_INTEGER, limit + 1]))

/** The text of selectArms. */
export const armsSql = (arms: number): string =>
  Array.from(
    { length: arms },
    () => 'SELECT * FROM (SELECT cell, band, ready FROM arms WHERE cell = ? AND band >= ? ORDER BY band LIMIT ?)',
  ).join(' UNION ALL ')

/**
 * The first `limit` candidates of each arm, read in the order of the queue and nothing else: every arm is a sub-select
 * with its own ORDER BY and LIMIT over the primary key (five arms at most: D1's limit for a compound SELECT).
 */
export function selectCandidates(db: D1Database, arms: readonly ArmAt[], limit: number): D1PreparedStatement {
  const params = arms.flatMap(({ cell, after }) =>
    after === undefined ? [cell, limit] : [cell, after.band, after.rank, after.setupId, limit],
  )
  return db.prepare(candidatesSql(arms.map(({ after }) => after !== undefined))).bind(...params)
}

/** The text of selectCandidates: one entry an arm, true when it is read on behind a turn. */
export function candidatesSql(arms: readonly boolean[]): string {
  const selects = arms.map(
    (readsOn) => `SELECT * FROM (
      SELECT cell, band, rank, setup_id FROM turns WHERE cell = ? AND due = 0
      ${readsOn ? 'AND (band, rank, setup_id) > (?, ?, ?)' : ''} ORDER BY band, rank, setup_id LIMIT ?)`,
  )
  return `SELECT c.cell, c.band, c.rank, c.setup_id, ${factColumns}
    FROM (${selects.join(' UNION ALL ')}) c
    CROSS JOIN setups s ON s.id = c.setup_id
    CROSS JOIN partners p ON p.id = s.partner_id
    LEFT JOIN partner_counts k ON k.partner_id = iif(${isCapped}, p.id, NULL)`
}

/** The turn that a setup has for a lead, if it has one: found by the lead's cells, never by an index on setups. */
export const selectTurnOf = (db: D1Database, setupId: number, cells: readonly number[]): D1PreparedStatement =>
  db
    .prepare(
      `SELECT cell, band, rank, due FROM turns WHERE cell IN (${marks(cells)}) AND setup_id = ? ORDER BY due LIMIT 1`,
    )
    .bind(...cells, setupId)

/** A turn to park, and everything that its verdict was read from: it is parked only while none of that has moved. */
export interface Park {
  cell: number
  band: number
  rank: number
  setupId: number
  setupVersion: number
  partnerId: number
  partnerVersion: number
  leadTypeId: number
  leadTypeVersion: number
  breakerUntil: number
  /** null: the counts were not read, since there is no cap. */
  seq: number | null
  n: number
  due: number
  cause: string
}

/** Parks turns, each only if its reasons still stand: otherwise a resume between read and park would hide a partner. */
export const parkTurns = (db: D1Database, parks: readonly Park[]): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE turns SET due = j.due, cause = j.cause FROM (
         SELECT value ->> 'cell' AS cell, value ->> 'band' AS band, value ->> 'rank' AS rank, value ->> 'setupId' AS setup_id,
           value ->> 'due' AS due, value ->> 'cause' AS cause
         FROM json_each(?1)
         WHERE (SELECT version FROM setups WHERE id = value ->> 'setupId') = value ->> 'setupVersion'
           AND (SELECT version FROM lead_types WHERE id = value ->> 'leadTypeId') = value ->> 'leadTypeVersion'
           AND EXISTS (SELECT 1 FROM partners WHERE id = value ->> 'partnerId' AND version = value ->> 'partnerVersion'
             AND breaker_until = value ->> 'breakerUntil')
           AND (value ->> 'seq' IS NULL OR (SELECT seq FROM partner_counts WHERE partner_id = value ->> 'partnerId') = value ->> 'seq')
           AND coalesce((SELECT n FROM transfers WHERE party = value ->> 'partnerId' ORDER BY n DESC LIMIT 1), 0) = value ->> 'n'
       ) AS j
       WHERE turns.cell = j.cell AND turns.due = 0 AND turns.band = j.band AND turns.rank = j.rank
         AND turns.setup_id = j.setup_id`,
    )
    .bind(JSON.stringify(parks))

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ')
