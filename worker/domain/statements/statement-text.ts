import { type SignedLine, type StatementHead, statementFormat } from '../../../contract/statement.ts'

/**
 * The texts that are hashed and signed. They are a promise for as long as anybody keeps a statement: another way to write
 * them is another `statementFormat`. scripts/verify-statement.mjs has the same, without depending on this.
 */

/** What a line's hash is of: the hash before it, and all that the line says, in this order. */
export const lineText = (before: string, currency: string, line: Omit<SignedLine, 'hash'>): string =>
  JSON.stringify([
    before,
    line.n,
    line.id,
    line.kind,
    line.at,
    line.debit,
    line.credit,
    line.amount,
    currency,
    line.note,
    line.leadType,
    line.balance,
    line.held,
    line.payable,
  ])

/** What the hash before a partner's first line is of. */
export const beginningText = (partner: string): string => JSON.stringify([statementFormat, partner])

/** What is signed: the head with its keys in order, so that no program's way to write JSON matters. */
export const headText = (head: StatementHead): string => `${statementFormat}\n${sortedJson(head)}`

function sortedJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${sortedJson(each)}`).join(',')}}`
}
