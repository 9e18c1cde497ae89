import { parseId } from '../../../contract/id.ts'
import { findTemplate } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import type { MailTemplate } from '../../delivery/format.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'

/** What e-mails to a partner say (F30): its own template, else the broker's; null: Baton's own letter. */
export async function loadMailTemplate(ctx: Pick<Ctx, 'db'>, templateId: string | null): Promise<MailTemplate | null> {
  const id = templateId ?? (await loadPreferences(ctx)).settings.leadDeliveryTemplateId
  return id === null ? null : findTemplate(ctx.db, parseId('template', id)!)
}
