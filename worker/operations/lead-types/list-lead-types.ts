import type { LeadType, LeadTypeQuery } from '../../../contract/lead-type.ts'
import { type Page, toPage } from '../../../contract/page.ts'
import { listLeadTypes as listLeadTypeRows } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { pageStart } from '../page-start.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { toLeadType } from './lead-type-view.ts'

export async function listLeadTypes(
  ctx: Ctx,
  { cursor, limit, archived, leadGroupId }: LeadTypeQuery,
): Promise<Page<LeadType>> {
  requireAdmin(ctx.actor)
  const [rows, { currency }, { settings }] = await Promise.all([
    listLeadTypeRows(ctx.db, { after: pageStart(cursor), limit, archived, leadGroupId }),
    loadBroker(ctx),
    loadPreferences(ctx),
  ])
  return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: (row) => toLeadType(row, currency, settings) })
}
