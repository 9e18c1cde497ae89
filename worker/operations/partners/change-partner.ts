import { formatId } from '../../../contract/id.ts'
import type { OwnPartner, PartnerChanges } from '../../../contract/partner.ts'
import type { Warning } from '../../../contract/warning.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { type PartnerRow, updatePartner as updatePartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { channelOf } from '../access/channel-of.ts'
import { type ChangedFields, changedFields } from '../config/changed-fields.ts'
import { expectNoProblems, expectVersion } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { activationNotice } from './activation-notice.ts'
import { fcaCheckJobs } from './fca-check-job.ts'
import { loadPartner } from './load-partner.ts'
import { moveWaiting } from './move-waiting.ts'
import { tellOnline } from './online-channel.ts'
import { partnerColumns } from './partner-columns.ts'
import { recount } from './recount.ts'
import { sharedNumberWarnings } from './shared-number.ts'

/**
 * Changes a partner, whoever may: the same checks, the same history. Its version rises, which wakes the turns that were
 * parked for it. A new FCA number is checked; a mobile that somebody else has too is a warning (F59). `view` is how whoever
 * asks may see it: the answer is kept for repeats, so that it must not hold more.
 */
export async function changePartner<View extends OwnPartner>(
  ctx: Ctx,
  partnerId: number,
  { version, ...changes }: PartnerChanges,
  view: (row: PartnerRow, currency: string) => View,
): Promise<View & { warnings: Warning[] }> {
  const { partner: before, currency } = await loadPartner(ctx, partnerId)
  expectVersion(before, version)
  const { columns, problems } = await partnerColumns(ctx, given(changes), { before, currency })
  expectNoProblems(problems)

  const after = { ...before, ...columns, version: before.version + 1 }
  const views = { before: view(before, currency), after: view(after, currency) }
  const isSwitched = after.online !== before.online
  const channel = channelOf(ctx.actor)
  const warnings = await sharedNumberWarnings(ctx, after)
  const jobs = [...fcaCheckJobs(ctx, before, after), ...(await activationNotice(ctx, before, after))]
  const answer = await commitChange(ctx, {
    id: formatId('partner', partnerId),
    before: { ...views.before, warnings },
    after: { ...views.after, warnings },
    changed: { ...changedFields(views.before, views.after), ...changedSecrets({ before, after }, views) },
    ...(isSwitched && { note: { channel } }),
    write: [
      updatePartnerRow(ctx.db, partnerId, { ...columns, version: after.version }),
      ...(after.zone === before.zone ? [] : recount(ctx, { partnerId, zone: after.zone })),
      ...(after.openFrom === before.openFrom && after.openUntil === before.openUntil ? [] : moveWaiting(ctx, after)),
      ...jobs.map((job) => insertJob(ctx.db, job)),
    ],
    news: isSwitched
      ? tellOnline(ctx, { partnerId, version: after.version, online: after.online, channel })
      : undefined,
  })
  for (const job of jobs) ctx.startJob(job)
  return answer
}

/** A new value of a hidden header looks the same before and after, and is a change all the same. */
const changedSecrets = (
  rows: { before: PartnerRow; after: PartnerRow },
  views: { before: OwnPartner; after: OwnPartner },
): ChangedFields =>
  JSON.stringify(rows.before.delivery) === JSON.stringify(rows.after.delivery)
    ? {}
    : { delivery: [views.before.delivery, views.after.delivery] }
