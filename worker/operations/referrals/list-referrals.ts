import { type ListedReferral, selectReferralsOfPartner } from '../../../db/store/referrals.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireOwn } from '../access/require-own.ts'
import { forPartner } from './referral-view.ts'

/** A partner's referrals, newest first, one more than `limit` when there are more. Its own only. Problems: NOT_FOUND. */
export async function listReferrals(
  ctx: Ctx,
  { partnerId, before, limit }: { partnerId: number; before: { at: number; leadId: string } | null; limit: number },
): Promise<{ rows: ListedReferral[]; partnerName: string; currency: string }> {
  requireOwn(ctx.actor, partnerId)
  const [partners, referrals] = await ctx.db.batch<Record<string, unknown>>([
    ctx.db.prepare('SELECT name, (SELECT currency FROM broker) AS currency FROM partners WHERE id = ?').bind(partnerId),
    selectReferralsOfPartner(ctx.db, { partnerId, before, limit: limit + 1 }),
  ])
  const partner = partners!.results[0] as { name: string; currency: string } | undefined
  if (partner === undefined) throw new Problem('NOT_FOUND')
  const rows = referrals!.results as unknown as ListedReferral[]
  const shown = ctx.actor.kind === 'partner' ? rows.map(forPartner) : rows
  return { rows: shown, partnerName: partner.name, currency: partner.currency }
}
