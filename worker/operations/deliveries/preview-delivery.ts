import { completeDelivery } from '../../../contract/delivery.ts'
import type { DeliveryPreview, PreviewedDelivery } from '../../../contract/delivery-preview.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { mailFormat } from '../../delivery/formats.ts'
import { writeRequest } from '../../delivery/write-request.ts'
import { requireSelf } from '../access/require-self.ts'
import { expectNoProblems, found } from '../config/checks.ts'
import { checkedDelivery } from '../partners/checked-delivery.ts'
import { leadParcel } from './lead-parcel.ts'
import { loadMailTemplate } from './mail-template.ts'
import { missingFields } from './missing-fields.ts'
import { sampleParcel } from './sample-parcel.ts'

/**
 * What would leave for a partner, to the byte, its secrets hidden: by the very functions that send (F30, F32). Settings
 * that are given are checked as if they were saved. Nothing is sent and nothing is kept. Problems: NOT_FOUND,
 * INVALID_BODY with a pointer for each thing that is wrong.
 */
export async function previewDelivery(
  ctx: Ctx,
  partnerId: number,
  { leadId, leadTypeId, delivery: given }: DeliveryPreview,
): Promise<PreviewedDelivery> {
  requireSelf(ctx.actor, partnerId)
  const partner = found(await findPartner(ctx.db, partnerId))
  const saved = completeDelivery(partner.delivery)
  const { delivery, problems } =
    given === null ? { delivery: saved, problems: [] } : await checkedDelivery(ctx, given, saved)
  expectNoProblems(problems)

  const { email, internet } = delivery
  const [{ parcel, fields }, template] = await Promise.all([
    leadId === null
      ? sampleParcel(ctx, { partner, leadTypeId, boughtOnly: ctx.actor.kind === 'partner' })
      : leadParcel(ctx, { partner, leadId }),
    email === null ? null : loadMailTemplate(ctx, email.templateId),
  ])
  return {
    internet: internet === null ? null : writeRequest(parcel, internet).shown,
    email:
      email === null ? null : { to: email.to, ...mailFormat.encode(parcel, { copy: internet !== null, template }) },
    warnings: email === null && internet === null ? [noDelivery] : missingFields(delivery, { template, fields }),
  }
}

const noDelivery = {
  code: 'NO_DELIVERY',
  message: 'This partner has said neither an e-mail address nor a server: nothing would be sent.',
}
