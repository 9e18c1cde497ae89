import type { SignedLine, StatementDocument, StatementHead } from '../../../contract/statement.ts'
import { statementFormat } from '../../../contract/statement.ts'
import type { StatementRow } from '../../../db/store/statements.ts'
import type { Ctx } from '../../context.ts'
import { walkLines } from './walk-lines.ts'

/**
 * A signed statement as it is handed out: what was signed, word for word, with its lines from the ledger. Throws when the
 * ledger does not lead to what was signed, which nothing in the house can bring about.
 */
export async function readDocument(ctx: Pick<Ctx, 'db'>, row: StatementRow): Promise<StatementDocument> {
  const lines: SignedLine[] = []
  const behind = { n: row.openingN, hash: row.openingHash }
  const { hash } = await walkLines(ctx, { partnerId: row.party, behind, upTo: row.closingN }, (some) => {
    lines.push(...some)
  })
  if (hash !== row.closingHash)
    throw new Error(`The ledger of ptn_${row.party} is not what was signed of ${row.month}.`)
  return {
    format: statementFormat,
    head: JSON.parse(row.head) as StatementHead,
    lines,
    signature: row.signature,
  }
}
