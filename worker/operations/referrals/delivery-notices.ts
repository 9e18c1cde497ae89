import { formatId } from '../../../contract/id.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import type { Attempt } from '../../delivery/attempt.ts'
import type { DeliveryNotice, DeliveryPlan } from '../../domain/delivery/plan.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import { noticeJob } from '../notices/notice-job.ts'
import { partnerNotices, partnerOf } from '../notices/partner-notices.ts'
import type { LoadedDelivery } from './load-delivery.ts'

/** The notices of one delivery, as jobs for its commit. `about` makes their ids. */
export function deliveryNotices(
  loaded: LoadedDelivery,
  { now, about, ...outcome }: { now: number; about: string; job: JobRow; attempt: Attempt | null; plan: DeliveryPlan },
): JobRow[] {
  return outcome.plan.notices.flatMap((kind) => {
    const notice = noticeOf(kind, loaded, outcome)
    return kind === 'delivery-disabled'
      ? partnerNotices(now, { notice, about, partner: partnerOf(loaded) })
      : [noticeJob(now, { notice, to: loaded.row.notify_email, about })]
  })
}

function noticeOf(
  kind: DeliveryNotice,
  { row, reference, delivery, breaker }: LoadedDelivery,
  { job, attempt, plan }: { job: JobRow; attempt: Attempt | null; plan: DeliveryPlan },
): NoticeToSend {
  const because = attempt?.because ?? "The partner's server has been failing."
  const about = { partner: row.partner_name, leadType: row.type_name, reference, leadId: row.lead_id, because }
  const now = plan.breaker ?? breaker
  const server = {
    broker: row.broker_name,
    partner: row.partner_name,
    host: delivery.internet === null ? '' : new URL(delivery.internet.url).host,
    because,
    failures: now.failures,
    failingSince: readable(now.failingSince ?? row.referred_at, row.broker_zone),
  }
  switch (kind) {
    case 'delivery-failed':
      return {
        kind,
        data: { ...about, tries: job.attempts, rerouted: plan.goesTo !== null, accepted: row.state === 'accepted' },
      }
    case 'delivery-unknown':
      return {
        kind,
        data: {
          ...about,
          tries: job.attempts,
          nextTry: plan.retryAt === null ? null : readable(plan.retryAt, row.broker_zone),
        },
      }
    case 'lead-refused':
      return { kind, data: about }
    case 'delivery-disabled':
      return { kind, data: server }
    case 'delivery-disabled-broker':
      return { kind, data: { ...server, partnerId: formatId('partner', row.partner_id) } }
  }
}

/** `22 November 2026 at 09:14 (Europe/London)` */
export function readable(epochMs: number, zone: string): string {
  const text = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(
    epochMs,
  )
  return `${text} (${zone})`
}
