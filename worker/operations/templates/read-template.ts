import type { Template } from '../../../contract/template.ts'
import { findTemplate } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { found } from '../config/checks.ts'
import { toTemplate } from './template-view.ts'

export async function readTemplate(ctx: Ctx, templateId: number): Promise<Template> {
  requireAdmin(ctx.actor)
  return toTemplate(found(await findTemplate(ctx.db, templateId)))
}
