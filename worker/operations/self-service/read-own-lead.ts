import type { OwnLead } from '../../../contract/own-lead.ts'
import { type OwnLeadRow, selectOwnLead } from '../../../db/store/own-leads.ts'
import type { Ctx } from '../../context.ts'
import { requireOwn } from '../access/require-own.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { found } from '../config/checks.ts'
import { ownLeadView } from './own-lead-view.ts'

/** One lead of the partner that asks. Problems: NOT_FOUND for somebody else's. */
export async function readOwnLead(ctx: Ctx, of: { leadId: string; partnerId: number }): Promise<OwnLead> {
  requireOwn(ctx.actor, of.partnerId)
  const [row, { currency }] = await Promise.all([selectOwnLead(ctx.db, of).first<OwnLeadRow>(), loadBroker(ctx)])
  return ownLeadView(found(row), currency)
}
