import type { Job } from './job.ts'
import { copyByEmailJob } from './jobs/copy-by-email.ts'
import { deliverReferralJob } from './jobs/deliver-referral.ts'
import { purgeRawJob } from './jobs/purge-raw.ts'
import { routeLeadJob } from './jobs/route-lead.ts'
import { sendNoticeJob } from './jobs/send-notice.ts'

/** Every kind of job. test/unit/house.test.ts compares it with the folder. */
export const jobs: readonly Job[] = [deliverReferralJob, routeLeadJob, copyByEmailJob, sendNoticeJob, purgeRawJob]
