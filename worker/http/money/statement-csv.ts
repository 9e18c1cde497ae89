import type { StatementLine } from '../../../contract/billing.ts'
import { toDecimal } from '../../../contract/decimal.ts'
import type { Page } from '../../../contract/page.ts'
import type { Cell } from '../csv.ts'

/** A statement as a file: money as exact decimals, with the currency in a column of its own. */
export const statementCsv = {
  columns: [
    'line',
    'at',
    'kind',
    'for',
    'lead',
    'referral',
    'leadType',
    'point',
    'from',
    'to',
    'amount',
    'balance',
    'held',
    'available',
    'payable',
    'currency',
    'id',
  ],
  rows: ({ items }: Page<StatementLine>): readonly (readonly Cell[])[] => items.map(rowOf),
} as const

const rowOf = (line: StatementLine): readonly Cell[] => [
  line.n,
  line.at,
  line.kind,
  line.words,
  line.leadId,
  line.referralId,
  line.leadType,
  line.point,
  line.debit,
  line.credit,
  ...[line.amount, line.balance, line.held, line.available, line.payable].map((money) => ({
    decimal: toDecimal(money),
  })),
  line.amount.currency,
  line.id,
]
