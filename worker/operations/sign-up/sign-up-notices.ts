import { formatId } from '../../../contract/id.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import type { PartnerRow } from '../../../db/store/partners.ts'
import type { SetupRow } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import { noticeJob } from '../notices/notice-job.ts'
import { nominatedEmails } from '../preferences/nominated-emails.ts'
import type { SignUpOffer } from './sign-up-offer.ts'

/** F65: each of the nominated users is told that a buyer waits to be made active. */
export function signUpNotices(
  ctx: Ctx,
  { buyer, setups, offer }: { buyer: PartnerRow; setups: readonly SetupRow[]; offer: SignUpOffer },
): JobRow[] {
  const partnerId = formatId('partner', buyer.id)
  const leadTypes = setups.map(({ leadTypeId }) => offer.leadTypes.find(({ id }) => id === leadTypeId)!.name)
  const notice: NoticeToSend = { kind: 'partner-signed-up', data: { partner: buyer.name, partnerId, leadTypes } }
  return nominatedEmails(offer.preferences.settings, offer.broker).map((to, n) =>
    noticeJob(ctx.now, { notice, to, about: `${partnerId}:${n}` }),
  )
}
