import type { Money } from '../../../contract/money.ts'
import type { ReferralState } from '../../../contract/referral.ts'

/** What an event is told with, whatever the format. What is not the listener's own is not in it. */
export interface Told {
  type: string
  /** When it happened. */
  at: number
  /** The thing and its version (`ref_…:3`), where the listener may know it. */
  cause: string | null
  partner: { id: string; name: string } | null
  lead: ToldLead | null
  referrals: ToldReferral[]
  /** What the cause itself says: amounts, a verdict, a run. */
  more: Record<string, unknown>
}

export interface ToldLead {
  id: string
  receivedAt: number
  test: boolean
  leadType: { id: string; name: string }
  leadGroup: { id: string; name: string }
  /** What only the broker knows; null to a partner. */
  broker: { location: string; stage: string; channel: string; introducerId: string | null } | null
  /** What the person answered; null where the listener gets none of it. */
  answers: ToldAnswer[] | null
}

export interface ToldAnswer {
  name: string
  kind: string
  label: string
  value: unknown
  /** As a person reads it. */
  text: string
}

export interface ToldReferral {
  id: string
  partner: { id: string; name: string }
  state: ReferralState
  progress: string
  price: Money
  acceptBy: number | null
  /** `place` and `note` only where the answers may be told. */
  appointment: {
    startsAt: number
    minutes: number
    cancelled: boolean
    place: string | null
    note: string | null
  } | null
}
