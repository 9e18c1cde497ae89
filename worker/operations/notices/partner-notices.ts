import { completeDelivery, type Delivery, type StoredDelivery } from '../../../contract/delivery.ts'
import { formatId } from '../../../contract/id.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import type { LoadedDelivery } from '../referrals/load-delivery.ts'
import { noticeJob } from './notice-job.ts'

/** A partner that is told something, and the broker that is told in its place. */
export interface ToldPartner {
  id: number
  name: string
  contactEmail: string | null
  delivery: Delivery | StoredDelivery
  notifyEmail: string
}

/**
 * A notice for a partner, as jobs: to its contact address; without one, to each address that its leads go to by e-mail;
 * without any, to the broker, whose message begins with saying so. `about` and `person` are those of `noticeJob`.
 */
export function partnerNotices(
  now: number,
  { notice, about, partner, person }: { notice: NoticeToSend; about: string; partner: ToldPartner; person?: string },
): JobRow[] {
  const { id, name, contactEmail, delivery, notifyEmail } = partner
  if (contactEmail !== null)
    return [noticeJob(now, { notice, about, to: contactEmail, ...(person !== undefined && { person }) })]
  const addresses = completeDelivery(delivery).email?.to ?? []
  if (addresses.length === 0) return [noticeJob(now, { notice, about, to: notifyEmail, insteadOf: name })]
  return addresses.map((to, i) =>
    noticeJob(now, { notice, about: i === 0 ? about : `${about}:${i + 1}`, to, person: formatId('partner', id) }),
  )
}

/** The partner of a referral. */
export const partnerOf = ({ row, delivery }: LoadedDelivery): ToldPartner => ({
  id: row.partner_id,
  name: row.partner_name,
  contactEmail: row.contact_email,
  delivery,
  notifyEmail: row.notify_email,
})
