import type { OwnPartner } from '../../../contract/partner.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { loadPartner } from './load-partner.ts'
import { toOwnPartner } from './partner-view.ts'

/** The partner whose key this is, as it may see itself (F24). */
export async function readOwnPartner(ctx: Ctx): Promise<OwnPartner> {
  if (ctx.actor.kind !== 'partner') throw new Problem('NOT_ALLOWED')
  const { partner, currency } = await loadPartner(ctx, ctx.actor.partnerId)
  return toOwnPartner(partner, currency)
}
