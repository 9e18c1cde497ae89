import type { Delivery } from '../../../contract/delivery.ts'
import { formatId, parseId } from '../../../contract/id.ts'
import { formatMoney } from '../../../contract/money.ts'
import { returnReasonLabels } from '../../../contract/return-reason.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import type { ReturnRow } from '../../../db/store/returns.ts'
import { findTemplate } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { fillTemplate } from '../../domain/template/fill-template.ts'
import { fillingOf } from '../../domain/template/filling.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import { partnerNotices, partnerOf } from '../notices/partner-notices.ts'
import { loadLeadFilling } from '../templates/lead-filling.ts'
import { messageJob } from '../templates/message-job.ts'
import type { FoundReturn } from './load-return.ts'

interface Decided {
  /** The return as it is decided. */
  row: ReturnRow
  /** Of the referral, afterwards. */
  version: number
}

/**
 * What the partner is told of a decision: the policy's own template, to where it gets its leads, or else the standard
 * notice (worker/operations/notices/partner-notices.ts). Jobs for the commit of the decision.
 */
export async function decisionMessages(ctx: Ctx, found: FoundReturn, decided: Decided): Promise<JobRow[]> {
  const { templateId } = found.policy
  return templateId === null ? standard(ctx, found, decided) : ownWords(ctx, found, { ...decided, templateId })
}

function standard(ctx: Ctx, { loaded }: FoundReturn, { row, version }: Decided): JobRow[] {
  const { row: referral, reference } = loaded
  const about = {
    broker: referral.broker_name,
    partner: referral.partner_name,
    leadType: referral.type_name,
    reference,
    because: returnReasonLabels[row.reason],
  }
  const refunded = formatMoney({ amount: row.refunded, currency: referral.currency })
  const notice: NoticeToSend =
    row.state === 'approved'
      ? { kind: 'return-approved', data: { ...about, refunded } }
      : { kind: 'return-rejected', data: about }
  const person = formatId('partner', row.partner_id)
  return partnerNotices(ctx.now, { notice, about: `${reference}:${version}`, partner: partnerOf(loaded), person })
}

/** One message an address, so that nobody learns who else got one. */
async function ownWords(
  ctx: Ctx,
  { loaded: { row: referral, reference, delivery } }: FoundReturn,
  { row, version, templateId }: Decided & { templateId: string },
): Promise<JobRow[]> {
  const [template, filling] = await Promise.all([
    findTemplate(ctx.db, parseId('template', templateId)!),
    loadLeadFilling(ctx, row.lead_id),
  ])
  const message = fillTemplate(
    template!,
    fillingOf({
      ...filling!.forPartner(row.partner_id),
      returned: {
        decision: row.state === 'approved' ? 'approved' : 'rejected',
        reason: returnReasonLabels[row.reason],
        note: row.note,
        refunded: formatMoney({ amount: row.refunded, currency: referral.currency }),
      },
    }),
  )
  return addressesOf(delivery, referral.contact_email ?? referral.notify_email).map((to, i) =>
    messageJob(ctx.now, { id: `return:${reference}:${version}:${i + 1}`, to, message }),
  )
}

const addressesOf = ({ email }: Delivery, otherwise: string): string[] => email?.to ?? [otherwise]
