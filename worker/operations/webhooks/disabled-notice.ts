import { formatId } from '../../../contract/id.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { WebhookRow } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { readableInstant } from '../../domain/template/readable-instant.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { noticeJob } from '../notices/notice-job.ts'
import { partnerNotices } from '../notices/partner-notices.ts'

/** Tells whose webhook was switched off: the partner or else the broker. */
export async function disabledNotice(ctx: Ctx, webhook: WebhookRow, because: string): Promise<JobRow[]> {
  const { id, name, url, partnerId, failures, failingSince, version } = webhook
  const [broker, partner] = await Promise.all([
    loadBroker(ctx),
    partnerId === null ? null : findPartner(ctx.db, partnerId),
  ])
  const webhookId = formatId('webhook', id)
  const data = {
    broker: broker.name,
    webhook: name,
    webhookId,
    host: new URL(url).host,
    because,
    failures,
    failingSince: readableInstant(failingSince ?? ctx.now, partner?.zone ?? broker.zone),
  }
  const { notifyEmail } = broker
  const told = { notice: { kind: 'webhook-disabled', data }, about: `${webhookId}:${version}` } as const
  return partner === null
    ? [noticeJob(ctx.now, { ...told, to: notifyEmail })]
    : partnerNotices(ctx.now, {
        ...told,
        partner: { ...partner, notifyEmail },
        person: formatId('partner', partner.id),
      })
}
