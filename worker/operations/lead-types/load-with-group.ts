import type { BrokerRow } from '../../../db/store/broker.ts'
import { findLeadGroup, type LeadGroupRow } from '../../../db/store/lead-groups.ts'
import { findLeadType, type LeadTypeRow } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { found } from '../config/checks.ts'

/** A lead type, the group that it is in, and the broker in whose currency it is priced. */
export async function loadWithGroup(
  ctx: Ctx,
  leadTypeId: number,
): Promise<{ type: LeadTypeRow; group: LeadGroupRow; broker: BrokerRow }> {
  const [row, broker] = await Promise.all([findLeadType(ctx.db, leadTypeId), loadBroker(ctx)])
  const type = found(row)
  return { type, group: found(await findLeadGroup(ctx.db, type.leadGroupId)), broker }
}
