import { adminRoutes } from './admin/routes.ts'
import { answerRoutes } from './answers/answer-routes.ts'
import { mailboxRoutes } from './dev/mailbox-routes.ts'
import { health } from './health.ts'
import { appointmentRoutes } from './leads/appointment-routes.ts'
import { decisionRoutes } from './leads/decision-routes.ts'
import { deliveryLogRoutes } from './leads/delivery-log-routes.ts'
import { eligibilityRoutes } from './leads/eligibility-routes.ts'
import { fairnessRoutes } from './leads/fairness-routes.ts'
import { leadRoutes } from './leads/lead-routes.ts'
import { offerRoutes } from './leads/offer-routes.ts'
import { referRoutes } from './leads/refer-routes.ts'
import { referralRoutes } from './leads/referral-routes.ts'
import { runRoutes } from './leads/run-routes.ts'
import { silentLossRoutes } from './leads/silent-loss-routes.ts'
import { simulationRoutes } from './leads/simulation-routes.ts'
import { stageRoutes } from './leads/stage-routes.ts'
import { suppressionRoutes } from './leads/suppression-routes.ts'
import { noticeRoutes } from './messages/notice-routes.ts'
import { webhookRoutes } from './messages/webhook-routes.ts'
import { introducerTermsRoutes } from './money/introducer-terms-routes.ts'
import { moneyRoutes } from './money/money-routes.ts'
import { statementRoutes } from './money/statement-routes.ts'
import { topUpRoutes } from './money/top-up-routes.ts'
import { loginRoutes } from './people/login-routes.ts'
import { signInRoutes } from './people/sign-in-routes.ts'
import { returnDecisionRoutes } from './returns/decision-routes.ts'
import { returnReadingRoutes } from './returns/reading-routes.ts'
import { returnRateRoutes } from './returns/return-rate-routes.ts'
import { returnRoutes } from './returns/return-routes.ts'
import { reversalRoutes } from './returns/reversal-routes.ts'
import type { AnyRoute } from './route.ts'
import { ownLeadRoutes } from './self-service/own-lead-routes.ts'
import { ownPartnerRoutes } from './self-service/own-partner-routes.ts'
import { ownSetupRoutes } from './self-service/own-setup-routes.ts'

/**
 * Every declared route. The order is the order of the reference page; a fixed address stands before one with a
 * parameter in its place (`/v1/leads/import` before `/v1/leads/{leadId}`). A test checks that none hides another.
 */
export const routes: readonly AnyRoute[] = [
  ...leadRoutes,
  ...referRoutes,
  ...stageRoutes,
  ...runRoutes,
  ...decisionRoutes,
  ...silentLossRoutes,
  ...eligibilityRoutes,
  ...simulationRoutes,
  ...referralRoutes,
  ...offerRoutes,
  ...deliveryLogRoutes,
  ...appointmentRoutes,
  ...returnRoutes,
  ...returnDecisionRoutes,
  ...returnReadingRoutes,
  ...returnRateRoutes,
  ...reversalRoutes,
  ...answerRoutes,
  ...suppressionRoutes,
  ...adminRoutes,
  ...fairnessRoutes,
  ...ownPartnerRoutes,
  ...ownSetupRoutes,
  ...ownLeadRoutes,
  ...moneyRoutes,
  ...statementRoutes,
  ...topUpRoutes,
  ...introducerTermsRoutes,
  ...loginRoutes,
  ...signInRoutes,
  ...noticeRoutes,
  ...webhookRoutes,
  health,
  ...mailboxRoutes,
]
