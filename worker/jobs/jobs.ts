import type { Job } from './job.ts'
import { deliverReferralJob } from './jobs/deliver-referral.ts'
import { routeLeadJob } from './jobs/route-lead.ts'
import { sendMailJob } from './jobs/send-mail.ts'

/** Every kind of job. test/unit/house.test.ts compares it with the folder. */
export const jobs: readonly Job[] = [deliverReferralJob, routeLeadJob, sendMailJob]
