import { findPartner, type PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { found } from '../config/checks.ts'

/** A partner, and the currency that its money is counted in. */
export async function loadPartner(ctx: Ctx, partnerId: number): Promise<{ partner: PartnerRow; currency: string }> {
  const [partner, { currency }] = await Promise.all([findPartner(ctx.db, partnerId), loadBroker(ctx)])
  return { partner: found(partner), currency }
}
