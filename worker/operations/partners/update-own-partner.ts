import type { OwnPartnerChanges, SavedOwnPartner } from '../../../contract/own-partner.ts'
import type { Ctx } from '../../context.ts'
import { ownPartnerId } from '../access/own-partner-id.ts'
import { changePartner } from './change-partner.ts'
import { toOwnPartner } from './partner-view.ts'

/** Changes the partner that asks, in what is its own to change (contract/own-partner.ts). */
export const updateOwnPartner = async (ctx: Ctx, changes: OwnPartnerChanges): Promise<SavedOwnPartner> =>
  changePartner(ctx, ownPartnerId(ctx.actor), changes, toOwnPartner)
