import type { ReferralMethod } from '../../../contract/lead-type.ts'

/** How a person or an automation refers a lead: by choosing whom, whatever its type does by itself. */
export type HandMethod = Exclude<ReferralMethod, 'immediate'>

/**
 * How leads of a type reach partners (F15 to F18). One file each in methods/. What a method asks of a partner (a number
 * to transfer to, somebody who answers now, a way to deliver) is asked by the criteria; what it asks of the lead (an
 * appointment) by the lead's criteria.
 */
export interface Method {
  id: ReferralMethod
  title: string
  /**
   * Who starts the search for partners in the queue: capture and whatever gives a slot back (`by-itself`), a person or
   * an automation (`when-asked`), or nobody, because each referral needs something that a person must do first.
   */
  routes: 'by-itself' | 'when-asked' | 'never'
  /** By which methods a lead of such a type may be referred by hand, the usual one first. Never by one that asks less. */
  byHand: readonly [HandMethod, ...HandMethod[]]
  /** A call goes to the partner, and the call is the delivery: the answer shows the number to dial (F18, F35). */
  isCall: boolean
}
