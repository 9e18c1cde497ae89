import type { TopUp } from '../../../contract/top-up.ts'
import { findTopUp, listTopUps as listRows, type TopUpRow } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import { requireOwn } from '../access/require-own.ts'
import { found } from '../config/checks.ts'
import { loadPartner } from '../partners/load-partner.ts'
import { toTopUp } from './top-up-view.ts'

/** A payment of this partner. Problems: NOT_FOUND. */
export async function readTopUp(
  ctx: Ctx,
  { partnerId, topUpId }: { partnerId: number; topUpId: string },
): Promise<TopUp> {
  return toTopUp(ctx, await loadTopUp(ctx, { partnerId, topUpId }))
}

export async function loadTopUp(
  ctx: Ctx,
  { partnerId, topUpId }: { partnerId: number; topUpId: string },
): Promise<TopUpRow> {
  requireOwn(ctx.actor, partnerId)
  const row = await findTopUp(ctx.db, topUpId)
  return found(row?.partnerId === partnerId ? row : null)
}

/** A partner's payments, newest first, one more than `limit` when there are more. Problems: NOT_FOUND. */
export async function listTopUps(
  ctx: Ctx,
  { partnerId, before, limit }: { partnerId: number; before: string | null; limit: number },
): Promise<TopUpRow[]> {
  requireOwn(ctx.actor, partnerId)
  const [rows] = await Promise.all([
    listRows(ctx.db, { partnerId, before, limit: limit + 1 }),
    loadPartner(ctx, partnerId),
  ])
  return rows
}
