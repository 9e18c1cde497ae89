import { adminRoutes } from './admin/routes.ts'
import { mailboxRoutes } from './dev/mailbox-routes.ts'
import { health } from './health.ts'
import { eligibilityRoutes } from './leads/eligibility-routes.ts'
import { leadRoutes } from './leads/lead-routes.ts'
import { referralRoutes } from './leads/referral-routes.ts'
import { moneyRoutes } from './money/money-routes.ts'
import type { AnyRoute } from './route.ts'

/**
 * Every declared route. The order is the order of the reference page; a fixed address stands before one with a
 * parameter in its place (`/v1/leads/import` before `/v1/leads/{leadId}`). A test checks that none hides another.
 */
export const routes: readonly AnyRoute[] = [
  ...leadRoutes,
  ...eligibilityRoutes,
  ...referralRoutes,
  ...moneyRoutes,
  ...adminRoutes,
  health,
  ...mailboxRoutes,
]
