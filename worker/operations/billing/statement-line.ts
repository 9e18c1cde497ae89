import type { StatementLine } from '../../../contract/billing.ts'
import { parseReferralId } from '../../../contract/id.ts'
import { toIso } from '../../../contract/time.ts'
import type { TransferRow } from '../../../db/store/transfers.ts'
import { lineCause, lineWords } from '../../domain/billing/line-cause.ts'

/** A transfer as a statement shows it. `leadType` is the name of the type of the lead that it is about. */
export function statementLine(row: TransferRow, leadType: string | null = null): StatementLine {
  const money = (minor: number) => ({ amount: minor, currency: row.currency })
  const { leadId, referralId, point } = lineCause(row.id)
  const isOwn = referralId !== null && parseReferralId(referralId)?.partnerId === row.party
  return {
    n: row.n,
    id: row.id,
    kind: row.kind,
    at: toIso(row.at),
    note: row.note,
    words: lineWords(row, leadType),
    leadId,
    referralId: isOwn ? referralId : null,
    leadType,
    point,
    debit: row.debit,
    credit: row.credit,
    amount: money(row.amount),
    balance: money(row.balance),
    held: money(row.held),
    available: money(row.balance - row.held),
    payable: money(row.payable),
  }
}
