import { type Page, toPage } from '../../../contract/page.ts'
import type { Template, TemplateQuery } from '../../../contract/template.ts'
import { listTemplates as listTemplateRows } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { pageStart } from '../page-start.ts'
import { toTemplate } from './template-view.ts'

export async function listTemplates(
  ctx: Ctx,
  { cursor, limit, kind, archived }: TemplateQuery,
): Promise<Page<Template>> {
  requireAdmin(ctx.actor)
  const rows = await listTemplateRows(ctx.db, { after: pageStart(cursor), limit, kind, archived })
  return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: toTemplate })
}
