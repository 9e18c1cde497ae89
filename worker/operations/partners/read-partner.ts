import type { Partner } from '../../../contract/partner.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadPartner } from './load-partner.ts'
import { toPartner } from './partner-view.ts'

export async function readPartner(ctx: Ctx, partnerId: number): Promise<Partner> {
  requireAdmin(ctx.actor)
  const { partner, currency } = await loadPartner(ctx, partnerId)
  return toPartner(partner, currency)
}
