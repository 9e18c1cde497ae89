import { formatId } from '../../../contract/id.ts'
import type { SignedLine } from '../../../contract/statement.ts'
import { toIso } from '../../../contract/time.ts'
import { type LeadTypeOfLead, selectOldest } from '../../../db/store/statement-lines.ts'
import type { TransferRow } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import { lineCause } from '../../domain/billing/line-cause.ts'
import { beginningText, lineText } from '../../domain/statements/statement-text.ts'
import { leadTypesOfLines } from '../billing/lead-types-of-lines.ts'
import { textHash } from './signing-key.ts'

/** Where a walk stands: after line `n`, with the hash of everything up to it. */
export interface ChainPoint {
  n: number
  hash: string
}

/** Before a partner's first line. */
export const beginning = async (partnerId: number): Promise<ChainPoint> => ({
  n: 0,
  hash: await textHash(beginningText(formatId('partner', partnerId))),
})

const atOnce = 1000

/**
 * Walks a partner's lines behind a point of its chain up to a line, oldest first, hashing each with all before it.
 * `visit` gets them a thousand at a time, with the lead types that they are about. Gives the point at the end.
 */
export async function walkLines(
  ctx: Pick<Ctx, 'db'>,
  { partnerId, behind, upTo }: { partnerId: number; behind: ChainPoint; upTo: number },
  visit: (lines: SignedLine[], types: Iterable<LeadTypeOfLead>) => void = () => {},
): Promise<ChainPoint> {
  let point = behind
  while (point.n < upTo) {
    const range = { party: partnerId, from: point.n + 1, to: upTo + 1, limit: atOnce }
    const { results } = await selectOldest(ctx.db, range).all<TransferRow>()
    if (results.length === 0) throw new Error(`Line ${point.n + 1} of ptn_${partnerId} is not there.`)
    const types = await leadTypesOfLines(ctx, results)
    const lines: SignedLine[] = []
    for (const row of results) {
      const line = toLine(row, types)
      point = { n: row.n, hash: await textHash(lineText(point.hash, row.currency, line)) }
      lines.push({ ...line, hash: point.hash })
    }
    visit(lines, types.values())
  }
  return point
}

function toLine(row: TransferRow, types: Map<string, LeadTypeOfLead>): Omit<SignedLine, 'hash'> {
  const { n, id, kind, at, debit, credit, amount, note, balance, held, payable } = row
  const type = types.get(lineCause(id).leadId ?? '')
  const leadType = type === undefined ? null : formatId('leadType', type.leadTypeId)
  return { n, id, kind, at: toIso(at), debit, credit, amount, note, leadType, balance, held, payable }
}
