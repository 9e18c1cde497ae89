import { liveStates } from '../../../contract/referral.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'
import { sendCopy } from '../../delivery/send.ts'
import { dropJob } from '../drop-job.ts'
import { settleMail } from '../settle-mail.ts'
import { loadDelivery, parcelFor } from './load-delivery.ts'

/** Sends the e-mail copy of a delivered lead (F32). Its own outcome decides nothing. */
export async function copyByEmail(
  ctx: Ctx,
  { leadId, partnerId, job }: { leadId: string; partnerId: number; job: JobRow },
): Promise<void> {
  const loaded = await loadDelivery(ctx, leadId, partnerId)
  const email = loaded?.delivery.email ?? null
  // Returned or called back meanwhile: nothing of the person leaves any more.
  if (loaded === null || email === null || !liveStates.includes(loaded.row.state)) return dropJob(ctx, job)
  const copy = { parcel: parcelFor(loaded), to: email.to, template: loaded.template }
  await settleMail(ctx, job, await sendCopy(ctx, copy))
}
