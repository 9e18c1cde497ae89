import type { StatementLine } from '../../../contract/billing.ts'
import { toIso } from '../../../contract/time.ts'
import type { TransferRow } from '../../../db/store/transfers.ts'

/** A transfer as a statement shows it. */
export function statementLine({
  n,
  id,
  kind,
  at,
  note,
  debit,
  credit,
  amount,
  currency,
  balance,
  held,
}: TransferRow): StatementLine {
  const money = (minor: number) => ({ amount: minor, currency })
  return {
    n,
    id,
    kind,
    at: toIso(at),
    note,
    debit,
    credit,
    amount: money(amount),
    balance: money(balance),
    held: money(held),
    available: money(balance - held),
  }
}
