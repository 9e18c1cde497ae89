import type { Message } from '../../../contract/template.ts'
import { findTemplate, type TemplateRow } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { fillTemplate } from '../../domain/template/fill-template.ts'
import { type FillingFacts, fillingOf, sampleFacts } from '../../domain/template/filling.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { found } from '../config/checks.ts'
import { deliveredMessage } from '../deliveries/delivered-message.ts'
import { exampleOfAnyNotice } from '../notices/notice-kinds.ts'
import { loadLeadFields } from './lead-fields.ts'
import { loadLeadFilling } from './lead-filling.ts'

/**
 * A template filled in, exactly as it would be sent (F64): with a lead (and the first partner that it went to), or with
 * made-up answers. Writes nothing. Problems: NOT_FOUND, INVALID_BODY when there is no such lead.
 */
export async function previewTemplate(
  ctx: Ctx,
  templateId: number,
  { leadId }: { leadId: string | null },
): Promise<Message> {
  requireAdmin(ctx.actor)
  const template = found(await findTemplate(ctx.db, templateId))
  // A notice is about no lead.
  if (leadId === null || template.kind === 'notice') return sampleMessage(ctx, template)
  if (template.kind === 'lead-delivery') return deliveredMessage(ctx, template, leadId)
  return fillTemplate(template, fillingOf(await ofLead(ctx, leadId)))
}

/** The template with made-up answers: what a test message says. */
export async function sampleMessage(ctx: Ctx, template: TemplateRow): Promise<Message> {
  if (template.kind === 'notice') return fillTemplate(template, exampleOfAnyNotice())
  if (template.kind === 'lead-delivery') return deliveredMessage(ctx, template, null)
  return fillTemplate(template, fillingOf(await madeUp(ctx)))
}

async function madeUp(ctx: Ctx): Promise<FillingFacts> {
  const [{ all }, { name, zone }] = await Promise.all([loadLeadFields(ctx), loadBroker(ctx)])
  return sampleFacts(all, { broker: name, zone, now: ctx.now })
}

async function ofLead(ctx: Ctx, leadId: string): Promise<FillingFacts> {
  const filling = await loadLeadFilling(ctx, leadId)
  if (filling === null)
    throw new Problem('INVALID_BODY', {
      errors: [{ pointer: '/leadId', code: 'NOT_FOUND', message: 'There is no such lead.' }],
    })
  const { facts, forPartner, partnerIds } = filling
  return partnerIds.length === 0 ? facts : forPartner(partnerIds[0]!)
}
