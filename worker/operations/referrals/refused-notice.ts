import type { JobRow } from '../../../db/store/jobs.ts'
import { noticeJob } from '../notices/notice-job.ts'
import type { LoadedDelivery } from './load-delivery.ts'

/** Tells the broker that a refused lead waits for a person, for the commit that ends the referral (D5). */
export const refusedNotice = (now: number, { row, reference }: LoadedDelivery, because: string): JobRow =>
  noticeJob(now, {
    notice: {
      kind: 'lead-refused',
      data: { partner: row.partner_name, leadType: row.type_name, reference, leadId: row.lead_id, because },
    },
    to: row.notify_email,
    about: `${reference}:${row.version + 1}`,
  })
