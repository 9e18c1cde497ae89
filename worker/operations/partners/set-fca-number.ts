import { formatId } from '../../../contract/id.ts'
import type { OwnPartner } from '../../../contract/partner.ts'
import { insertJob, type JobRow } from '../../../db/store/jobs.ts'
import { type PartnerRow, updatePartner } from '../../../db/store/partners.ts'
import { preferencesMustBe } from '../../../db/store/preferences.ts'
import type { Ctx } from '../../context.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import { Problem } from '../../problem.ts'
import { requireSelf } from '../access/require-self.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitChange } from '../config/commit-change.ts'
import { noticeJob } from '../notices/notice-job.ts'
import { type LoadedPreferences, loadPreferences } from '../preferences/load-preferences.ts'
import { nominatedEmails } from '../preferences/nominated-emails.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { fcaCheckJobs } from './fca-check-job.ts'
import { fcaColumns } from './fca-columns.ts'
import { loadPartner } from './load-partner.ts'
import { toOwnPartner } from './partner-view.ts'

/**
 * Writes a partner's FCA number (F11-F13). The partner itself writes it once, where F2 lets it, and the nominated users
 * are mailed in the same commit; an admin may change or clear it, after which the partner may write it again. Of two
 * at once, one is first: the version decides.
 *
 * Problems: SELF_SERVICE_DISABLED, FCA_LOCKED when there is another number, NOT_FOUND.
 */
export async function setFcaNumber(ctx: Ctx, partnerId: number, fcaNumber: string | null): Promise<OwnPartner> {
  requireSelf(ctx.actor, partnerId)
  const isSelf = ctx.actor.kind === 'partner'
  return retryOnRace(async () => {
    const [{ partner, currency }, preferences] = await Promise.all([loadPartner(ctx, partnerId), loadPreferences(ctx)])
    if (isSelf) expectWritable(partner, fcaNumber, preferences)
    const version = partner.version + 1
    const columns = fcaColumns(fcaNumber, partner)
    const after = { ...partner, ...columns, version }
    const checks = fcaCheckJobs(ctx, partner, after)
    const jobs = [...checks, ...(isSelf ? await noticeJobs(ctx, after, preferences) : [])]

    const answer = await commitChange(ctx, {
      id: formatId('partner', partnerId),
      before: toOwnPartner(partner, currency),
      after: toOwnPartner(after, currency),
      write: [
        ...(isSelf ? [preferencesMustBe(ctx.db, preferences.version)] : []),
        updatePartner(ctx.db, partnerId, { ...columns, version }),
        ...jobs.map((job) => insertJob(ctx.db, job)),
      ],
    })
    if (answer.version === version) for (const job of jobs) ctx.startJob(job)
    return answer
  })
}

/** F13: write-once for the partner. The same number again is as good as done; no number takes nothing away. */
function expectWritable(partner: PartnerRow, fcaNumber: string | null, { settings }: LoadedPreferences): void {
  if (!settings.partnersProvideFca) throw new Problem('SELF_SERVICE_DISABLED')
  if (partner.fcaNumber !== null && partner.fcaNumber !== fcaNumber) throw new Problem('FCA_LOCKED')
}

/** F12: one message for each who is nominated, so that one bad address keeps nobody else from being told. */
async function noticeJobs(ctx: Ctx, partner: PartnerRow, { settings }: LoadedPreferences): Promise<JobRow[]> {
  const { id, name, fcaNumber } = partner
  if (fcaNumber === null) return []
  const partnerId = formatId('partner', id)
  const notice: NoticeToSend = { kind: 'fca-number-given', data: { partner: name, partnerId, fcaNumber } }
  return nominatedEmails(settings, await loadBroker(ctx)).map((to, n) =>
    noticeJob(ctx.now, { notice, to, about: `${partnerId}:${partner.version}:${n}` }),
  )
}
