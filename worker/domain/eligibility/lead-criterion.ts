import type { LeadCode } from '../../../contract/eligibility.ts'
import type { ReferralMethod } from '../../../contract/lead-type.ts'
import type { Values } from './criterion.ts'

/** What is asked of a lead itself before any partner is looked at (D1, lead level). */
export interface LeadState {
  now: number
  /** `closed`: it has a final stage, or was refused when it came in. */
  location: string
  closedBecause: string | null
  isTest: boolean
  scope: number
  /** Referrals that fill the scope (D18). */
  liveReferrals: number
  /** How it is to be referred now; null: its type has no method, which is D1.1 and not the lead's fault. */
  method: ReferralMethod | null
  /** When the appointment is that it is referred with, in epoch milliseconds; null: without one. */
  appointmentAt: number | null
}

/** One lead-level rule of D1. All of them always run; none can be overridden. */
export interface LeadCriterion {
  code: LeadCode
  title: string
  /** null when it passes, otherwise the values that were compared. */
  check(lead: LeadState): Values | null
}
