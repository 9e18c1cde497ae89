/** A line to write: positive minor units from one account to another, on one partner's statement. */
interface Line {
  id: string
  party: number
  kind: string
  debit: string
  credit: string
  amountMinor: number
  note?: string
}

/** The last line of a statement, or zeros: every new line continues from it. */
const lastLine =
  '(SELECT 1) LEFT JOIN (SELECT n, balance, held FROM transfers WHERE party = ?1 ORDER BY n DESC LIMIT 1) AS last ON 1'

/** Writes one line; its number and balances follow from the line before it, read inside the same batch. */
export function writeTransfer(
  db: D1Database,
  { id, party, kind, debit, credit, amountMinor, note }: Line,
  at: number,
): D1PreparedStatement {
  const own = (account: string): number => (account === 'available' || account === 'held' ? 1 : 0)
  const balanceChange = amountMinor * (own(credit) - own(debit))
  const heldChange = amountMinor * (Number(credit === 'held') - Number(debit === 'held'))
  return db
    .prepare(
      `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, note, balance, held)
       SELECT ?1, 1 + coalesce(last.n, 0), ?2, ?3, ?4, ?5, (SELECT currency FROM broker), ?6, ?7, ?8,
         coalesce(last.balance, 0) + ?9, coalesce(last.held, 0) + ?10 FROM ${lastLine}`,
    )
    .bind(party, id, debit, credit, amountMinor, kind, at, note ?? null, balanceChange, heldChange)
}

/** What a partner has: balance = available + held. One row is read. */
export interface Balance {
  n: number
  balance: number
  held: number
}

export const selectBalance = (db: D1Database, party: number): D1PreparedStatement =>
  db.prepare('SELECT n, balance, held FROM transfers WHERE party = ?1 ORDER BY n DESC LIMIT 1').bind(party)

export interface TransferRow {
  party: number
  n: number
  id: string
  debit: string
  credit: string
  amount: number
  currency: string
  kind: string
  at: number
  note: string | null
  balance: number
  held: number
}

/** A page of a partner's statement, newest first, before line `before`. */
export const selectStatement = (
  db: D1Database,
  { party, before, limit }: { party: number; before: number | null; limit: number },
): D1PreparedStatement =>
  db
    .prepare('SELECT * FROM transfers WHERE party = ?1 AND n < ?2 ORDER BY n DESC LIMIT ?3')
    .bind(party, before ?? Number.MAX_SAFE_INTEGER, limit)
