import type { Job } from './job.ts'
import { checkFcaJob } from './jobs/check-fca.ts'
import { checkLeadJob } from './jobs/check-lead.ts'
import { closeBillingJob } from './jobs/close-billing.ts'
import { copyByEmailJob } from './jobs/copy-by-email.ts'
import { deliverReferralJob } from './jobs/deliver-referral.ts'
import { lookAgainJob } from './jobs/look-again.ts'
import { lowFundsJob } from './jobs/low-funds.ts'
import { makeStatementJob } from './jobs/make-statement.ts'
import { monthEndJob } from './jobs/month-end.ts'
import { offerReferralJob } from './jobs/offer-referral.ts'
import { paypalEventJob } from './jobs/paypal-event.ts'
import { paypalOrderJob } from './jobs/paypal-order.ts'
import { paypalSettleJob } from './jobs/paypal-settle.ts'
import { paypalTrialJob } from './jobs/paypal-trial.ts'
import { purgeRawJob } from './jobs/purge-raw.ts'
import { routeLeadJob } from './jobs/route-lead.ts'
import { runStepJob } from './jobs/run-step.ts'
import { sendAppointmentJob } from './jobs/send-appointment.ts'
import { sendCodeJob } from './jobs/send-code.ts'
import { sendMessageJob } from './jobs/send-message.ts'
import { sendNoticeJob } from './jobs/send-notice.ts'
import { sendTestLeadJob } from './jobs/send-test-lead.ts'
import { sendTextJob } from './jobs/send-text.ts'
import { sendWebhookJob } from './jobs/send-webhook.ts'
import { startAutomationsJob } from './jobs/start-automations.ts'

/** Every kind of job. test/unit/house.test.ts compares it with the folder. */
export const jobs: readonly Job[] = [
  deliverReferralJob,
  offerReferralJob,
  routeLeadJob,
  lookAgainJob,
  checkLeadJob,
  closeBillingJob,
  copyByEmailJob,
  sendAppointmentJob,
  sendNoticeJob,
  sendCodeJob,
  startAutomationsJob,
  runStepJob,
  sendMessageJob,
  sendTestLeadJob,
  sendTextJob,
  sendWebhookJob,
  purgeRawJob,
  checkFcaJob,
  lowFundsJob,
  paypalOrderJob,
  paypalSettleJob,
  paypalEventJob,
  paypalTrialJob,
  makeStatementJob,
  monthEndJob,
]
