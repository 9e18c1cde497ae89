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
  '(SELECT 1) LEFT JOIN (SELECT n, balance, held, payable FROM transfers WHERE party = ?1 ORDER BY n DESC LIMIT 1) AS last ON 1'

/** Writes one line; its number and balances follow from the line before it, read inside the same batch. */
export function writeTransfer(
  db: D1Database,
  { id, party, kind, debit, credit, amountMinor, note }: Line,
  at: number,
): D1PreparedStatement {
  const own = (account: string): number => (account === 'available' || account === 'held' ? 1 : 0)
  const balanceChange = amountMinor * (own(credit) - own(debit))
  const heldChange = amountMinor * (Number(credit === 'held') - Number(debit === 'held'))
  const payableChange = amountMinor * (Number(credit === 'payable') - Number(debit === 'payable'))
  return db
    .prepare(
      `INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, note, balance, held, payable)
       SELECT ?1, 1 + coalesce(last.n, 0), ?2, ?3, ?4, ?5, (SELECT currency FROM broker), ?6, ?7, ?8,
         coalesce(last.balance, 0) + ?9, coalesce(last.held, 0) + ?10, coalesce(last.payable, 0) + ?11 FROM ${lastLine}`,
    )
    .bind(party, id, debit, credit, amountMinor, kind, at, note ?? null, balanceChange, heldChange, payableChange)
}

/** What a partner has: balance = available + held; payable is what it is owed. One row is read. */
export interface Balance {
  n: number
  balance: number
  held: number
  payable: number
}

export const selectBalance = (db: D1Database, party: number): D1PreparedStatement =>
  db.prepare('SELECT n, balance, held, payable FROM transfers WHERE party = ?1 ORDER BY n DESC LIMIT 1').bind(party)

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
  payable: number
}

/** One line of a statement, by its number. */
export const findLine = (db: D1Database, { party, n }: { party: number; n: number }): Promise<TransferRow | null> =>
  db.prepare('SELECT * FROM transfers WHERE party = ?1 AND n = ?2').bind(party, n).first<TransferRow>()
