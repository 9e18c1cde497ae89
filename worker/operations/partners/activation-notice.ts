import { formatId } from '../../../contract/id.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import type { PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { noticeJob } from '../notices/notice-job.ts'
import { mailedFundsLink } from '../top-ups/mailed-funds-link.ts'

/** F65: a partner that waited for it is told that it is active. Nobody else is: an admin's own partners never waited. */
export async function activationNotice(ctx: Ctx, before: PartnerRow, after: PartnerRow): Promise<JobRow[]> {
  if (before.status !== 'pending' || after.status !== 'active' || after.contactEmail === null) return []
  const partnerId = formatId('partner', after.id)
  const { name, currency } = await loadBroker(ctx)
  const link = after.buys ? await mailedFundsLink(ctx, { partnerId: after.id, currency }) : null
  const notice = { kind: 'partner-activated', data: { broker: name, partner: after.name, link } } as const
  const about = `${partnerId}:${after.version}`
  return [noticeJob(ctx.now, { notice, to: after.contactEmail, about, person: partnerId })]
}
