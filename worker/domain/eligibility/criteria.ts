import { areaCovered } from './criteria/area-covered.ts'
import { consentGiven } from './criteria/consent-given.ts'
import { creditAvailable } from './criteria/credit-available.ts'
import { dailyCap } from './criteria/daily-cap.ts'
import { deliveryReady } from './criteria/delivery-ready.ts'
import { fcaNumberGiven } from './criteria/fca-number-given.ts'
import { fieldFilter } from './criteria/field-filter.ts'
import { introducerWelcome } from './criteria/introducer-welcome.ts'
import { leadTypeWanted } from './criteria/lead-type-wanted.ts'
import { locationKnown } from './criteria/location-known.ts'
import { locationsSet } from './criteria/locations-set.ts'
import { monthlyCap } from './criteria/monthly-cap.ts'
import { notReferredBefore } from './criteria/not-referred-before.ts'
import { notSeenLately } from './criteria/not-seen-lately.ts'
import { notSuppressed } from './criteria/not-suppressed.ts'
import { partnerActive } from './criteria/partner-active.ts'
import { partnerBuys } from './criteria/partner-buys.ts'
import { partnerOnline } from './criteria/partner-online.ts'
import { transferNumberGiven } from './criteria/transfer-number-given.ts'
import { typeDailyCap } from './criteria/type-daily-cap.ts'
import { typeMonthlyCap } from './criteria/type-monthly-cap.ts'
import { typeReferable } from './criteria/type-referable.ts'
import { withinSchedule } from './criteria/within-schedule.ts'
import type { Criterion } from './criterion.ts'

/** Every criterion, in the order of D1. The order is only for display: all of them always run (F43). */
export const criteria: readonly Criterion[] = [
  typeReferable,
  partnerActive,
  partnerBuys,
  introducerWelcome,
  leadTypeWanted,
  locationsSet,
  locationKnown,
  areaCovered,
  fcaNumberGiven,
  partnerOnline,
  withinSchedule,
  dailyCap,
  monthlyCap,
  typeDailyCap,
  typeMonthlyCap,
  creditAvailable,
  deliveryReady,
  transferNumberGiven,
  notReferredBefore,
  notSeenLately,
  fieldFilter,
  notSuppressed,
  consentGiven,
]
