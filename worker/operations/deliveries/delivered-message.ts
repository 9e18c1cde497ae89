import type { Message } from '../../../contract/template.ts'
import type { Ctx } from '../../context.ts'
import type { MailTemplate } from '../../delivery/format.ts'
import { mailFormat } from '../../delivery/formats.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { loadLeadFields } from '../templates/lead-fields.ts'
import { leadParcel } from './lead-parcel.ts'
import { sampleParcel } from './sample-parcel.ts'

/**
 * What a delivery's e-mail says by this template (F30): to the first partner that the lead went to, or with made-up
 * answers to every field there is. Problems: INVALID_BODY where there is no such lead.
 */
export async function deliveredMessage(ctx: Ctx, template: MailTemplate, leadId: string | null): Promise<Message> {
  const partner = (leadId === null ? null : await firstPartner(ctx, leadId)) ?? (await examplePartner(ctx))
  const { parcel } =
    leadId === null
      ? await sampleParcel(ctx, {
          partner,
          leadTypeId: null,
          boughtOnly: false,
          fields: (await loadLeadFields(ctx)).all,
        })
      : await leadParcel(ctx, { partner, leadId })
  return mailFormat.encode(parcel, { copy: false, template })
}

const firstPartner = (ctx: Ctx, leadId: string) =>
  ctx.db
    .prepare(
      `SELECT p.id, p.name, p.zone FROM referrals r JOIN partners p ON p.id = r.partner_id
       WHERE r.lead_id = ? ORDER BY r.referred_at, r.partner_id LIMIT 1`,
    )
    .bind(leadId)
    .first<{ id: number; name: string; zone: string }>()

const examplePartner = async (ctx: Ctx) => ({ id: 1, name: 'Example Partner', zone: (await loadBroker(ctx)).zone })
