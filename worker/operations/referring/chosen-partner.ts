import type { Failure } from '../../../contract/eligibility.ts'
import type { Claimant } from '../../../db/store/referrals.ts'
import type { SetupRow } from '../../../db/store/setups.ts'
import type { RoutePlan, RouteRequest } from '../routing/plan-route.ts'
import type { ReportedPartner } from '../routing/report-facts.ts'

/** A lead that may be referred now, by hand. */
export interface HandRoute extends RouteRequest {
  wanted: 1
}

/** Whom a lead is referred to by hand, and on what grounds. */
export interface ChosenPartner {
  partner: ReportedPartner
  claimant: Claimant
  /** What a person overrode; empty otherwise. */
  overridden: readonly Failure[]
  /** Made in the same commit for a partner that has none: a referral belongs to a setup. */
  newSetup: SetupRow | null
  /** How the queue was read; null when the partner was named. */
  plan: RoutePlan | null
}
