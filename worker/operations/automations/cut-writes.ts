import { formatId } from '../../../contract/id.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import { type AutomationRow, setCutDay } from '../../../db/store/automations.ts'
import { insertJob, type JobRow } from '../../../db/store/jobs.ts'
import { type LeadRow, raiseLead } from '../../../db/store/leads.ts'
import type { Ctx } from '../../context.ts'
import type { Cut } from '../../domain/automation/may-start.ts'
import { periodAt } from '../../domain/schedule/period.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { noticeJob } from '../notices/notice-job.ts'
import type { Happened } from './start-automations.ts'

/** An automation that was not started, why, and what led there. */
export interface CutStart {
  automation: AutomationRow
  because: Cut
  chain: readonly string[]
}

/**
 * What the commit adds for automations that were cut (F61): a row in the lead's history, and an e-mail to the broker,
 * once a day for each automation.
 */
export async function cutWrites(
  ctx: Ctx,
  { lead, cuts, happened, zone }: { lead: LeadRow; cuts: readonly CutStart[]; happened: Happened; zone: string },
): Promise<{ history: HistoryRow[]; write: D1PreparedStatement[]; jobs: JobRow[] }> {
  if (cuts.length === 0) return { history: [], write: [], jobs: [] }
  const version = lead.version + 1
  const { day } = periodAt(zone, ctx.now)
  const untold = cuts.filter(({ automation }) => automation.cutDay !== day)
  const { notifyEmail } = await loadBroker(ctx)
  const jobs = untold.map((cut) => cutNotice(ctx, { to: notifyEmail, day, cut, happened }))
  return {
    history: [
      {
        id: lead.id,
        version,
        event: 'automation.cut',
        data: {
          event: happened.event,
          because: happened.because,
          cuts: cuts.map(({ automation, because, chain }) => ({
            automation: formatId('automation', automation.id),
            because,
            chain,
          })),
        },
      },
    ],
    write: [
      raiseLead(ctx.db, { id: lead.id, version }),
      ...untold.map(({ automation }) => setCutDay(ctx.db, automation.id, day)),
      ...jobs.map((job) => insertJob(ctx.db, job)),
    ],
    jobs,
  }
}

function cutNotice(
  ctx: Ctx,
  { to, day, cut, happened }: { to: string; day: number; cut: CutStart; happened: Happened },
): JobRow {
  const automationId = formatId('automation', cut.automation.id)
  const notice: NoticeToSend = {
    kind: 'automation-cut',
    data: {
      automation: cut.automation.name,
      automationId,
      leadId: happened.leadId,
      event: happened.event,
      chain: [...cut.chain, automationId].join(' → '),
      because: cut.because,
    },
  }
  return noticeJob(ctx.now, { notice, to, about: `${automationId}:${day}` })
}
