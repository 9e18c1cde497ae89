import { type Page, toPage } from '../../../contract/page.ts'
import type { ListedSetup, SetupQuery } from '../../../contract/setup.ts'
import { listSetups as listSetupRows } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { pageStart } from '../page-start.ts'
import { toListedSetup } from './setup-view.ts'

/** Setups of a partner or of a lead type, or all; with how many places each has, not which. */
export async function listSetups(
  ctx: Ctx,
  { cursor, limit, partnerId, leadTypeId }: SetupQuery,
): Promise<Page<ListedSetup>> {
  requireAdmin(ctx.actor)
  const [rows, { currency }] = await Promise.all([
    listSetupRows(ctx.db, { after: pageStart(cursor), limit, partnerId, leadTypeId }),
    loadBroker(ctx),
  ])
  return toPage(rows, { limit, cursorOf: ({ setup }) => setup.id, toItem: (row) => toListedSetup(row, currency) })
}
