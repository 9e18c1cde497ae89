import { selectStatement, type TransferRow } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireOwn } from '../access/require-own.ts'

/** A page of a partner's statement, newest first, one line more than `limit` when there are more. Problems: NOT_FOUND. */
export async function readStatement(
  ctx: Ctx,
  { partnerId, before, limit }: { partnerId: number; before: number | null; limit: number },
): Promise<TransferRow[]> {
  requireOwn(ctx.actor, partnerId)
  const [partners, lines] = await ctx.db.batch<Record<string, unknown>>([
    ctx.db.prepare('SELECT id FROM partners WHERE id = ?').bind(partnerId),
    selectStatement(ctx.db, { party: partnerId, before, limit: limit + 1 }),
  ])
  if (partners!.results.length === 0) throw new Problem('NOT_FOUND')
  return lines!.results as unknown as TransferRow[]
}
