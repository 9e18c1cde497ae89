import { type Balance, selectBalance } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireOwn } from '../access/require-own.ts'

/** What a partner has, what is held of it and what it is owed, in minor units. Problems: NOT_FOUND. */
export async function readBalance(ctx: Ctx, partnerId: number): Promise<Balance & { currency: string }> {
  requireOwn(ctx.actor, partnerId)
  const [partners, balances] = await ctx.db.batch<Record<string, unknown>>([
    ctx.db.prepare('SELECT (SELECT currency FROM broker) AS currency FROM partners WHERE id = ?').bind(partnerId),
    selectBalance(ctx.db, partnerId),
  ])
  const partner = partners!.results[0] as { currency: string } | undefined
  if (partner === undefined) throw new Problem('NOT_FOUND')
  const balance = (balances!.results[0] as unknown as Balance | undefined) ?? { n: 0, balance: 0, held: 0, payable: 0 }
  return { ...balance, currency: partner.currency }
}
