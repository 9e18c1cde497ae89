import type { PartnerChanges, SavedPartner } from '../../../contract/partner.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { changePartner } from './change-partner.ts'
import { toPartner } from './partner-view.ts'

/** Changes a partner, by the broker: whatever there is to change. */
export async function updatePartner(ctx: Ctx, partnerId: number, changes: PartnerChanges): Promise<SavedPartner> {
  requireAdmin(ctx.actor)
  return changePartner(ctx, partnerId, changes, toPartner)
}
