import type { Job } from './job.ts'
import { checkFcaJob } from './jobs/check-fca.ts'
import { checkLeadJob } from './jobs/check-lead.ts'
import { copyByEmailJob } from './jobs/copy-by-email.ts'
import { deliverReferralJob } from './jobs/deliver-referral.ts'
import { lookAgainJob } from './jobs/look-again.ts'
import { purgeRawJob } from './jobs/purge-raw.ts'
import { routeLeadJob } from './jobs/route-lead.ts'
import { runStepJob } from './jobs/run-step.ts'
import { sendAppointmentJob } from './jobs/send-appointment.ts'
import { sendMessageJob } from './jobs/send-message.ts'
import { sendNoticeJob } from './jobs/send-notice.ts'
import { startAutomationsJob } from './jobs/start-automations.ts'

/** Every kind of job. test/unit/house.test.ts compares it with the folder. */
export const jobs: readonly Job[] = [
  deliverReferralJob,
  routeLeadJob,
  lookAgainJob,
  checkLeadJob,
  copyByEmailJob,
  sendAppointmentJob,
  sendNoticeJob,
  startAutomationsJob,
  runStepJob,
  sendMessageJob,
  purgeRawJob,
  checkFcaJob,
]
