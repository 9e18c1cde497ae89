import { formatId } from '../../../contract/id.ts'
import type { Template } from '../../../contract/template.ts'
import { findTemplate, updateTemplate } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { toTemplate } from './template-view.ts'

/**
 * Puts a template away for good: nothing new can use it, and it cannot be changed any more. Automations that use it go
 * on sending it as it is (F64). There is no way to delete one. Doing it twice changes nothing.
 */
export async function archiveTemplate(ctx: Ctx, templateId: number): Promise<Template> {
  requireAdmin(ctx.actor)
  const before = found(await findTemplate(ctx.db, templateId))
  const after = { ...before, version: before.version + 1, archivedAt: before.archivedAt ?? ctx.now }
  return commitChange(ctx, {
    id: formatId('template', templateId),
    event: 'archived',
    before: toTemplate(before),
    after: toTemplate(after),
    write: [updateTemplate(ctx.db, after)],
  })
}
