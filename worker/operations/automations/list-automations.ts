import type { Automation, AutomationQuery } from '../../../contract/automation.ts'
import { type Page, toPage } from '../../../contract/page.ts'
import { listAutomations as listAutomationRows } from '../../../db/store/automations.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { pageStart } from '../page-start.ts'
import { toAutomation } from './automation-view.ts'

export async function listAutomations(
  ctx: Ctx,
  { cursor, limit, archived }: AutomationQuery,
): Promise<Page<Automation>> {
  requireAdmin(ctx.actor)
  const rows = await listAutomationRows(ctx.db, { after: pageStart(cursor), limit, archived })
  return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: toAutomation })
}
