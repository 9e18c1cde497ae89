import { formatId } from '../../../contract/id.ts'
import { toMonthText } from '../../../contract/statement.ts'
import { dayMs } from '../../../contract/time.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { noticeJob } from '../notices/notice-job.ts'
import { publicLink } from '../public-link.ts'
import { statementPath } from './statement-link.ts'

/** Mail is read late: its link lasts longer than one that somebody just asked for. */
const mailedStatementMs = 30 * dayMs

/** Tells a partner that has an e-mail address that its month's statement is there (C4), as jobs for the commit that makes it. */
export async function statementNotices(
  ctx: Ctx,
  { partnerId, month }: { partnerId: number; month: number },
): Promise<JobRow[]> {
  const [partner, broker] = await Promise.all([findPartner(ctx.db, partnerId), loadBroker(ctx)])
  if (partner === null || partner.contactEmail === null) return []
  const person = formatId('partner', partnerId)
  const path = await statementPath(ctx, { partnerId, month }, ctx.now + mailedStatementMs)
  return [
    noticeJob(ctx.now, {
      notice: {
        kind: 'statement-ready',
        data: {
          broker: broker.name,
          partner: partner.name,
          partnerId: person,
          month: toMonthText(month),
          link: publicLink(ctx, path),
        },
      },
      to: partner.contactEmail,
      about: `${person}:${month}`,
      person,
    }),
  ]
}
