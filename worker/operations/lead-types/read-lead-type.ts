import type { LeadType } from '../../../contract/lead-type.ts'
import { findLeadType } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { found } from '../config/checks.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { toLeadType } from './lead-type-view.ts'

export async function readLeadType(ctx: Ctx, leadTypeId: number): Promise<LeadType> {
  requireAdmin(ctx.actor)
  const [row, { currency }, { settings }] = await Promise.all([
    findLeadType(ctx.db, leadTypeId),
    loadBroker(ctx),
    loadPreferences(ctx),
  ])
  return toLeadType(found(row), currency, settings)
}
