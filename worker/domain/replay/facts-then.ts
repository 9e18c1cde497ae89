import type { LeadGroup } from '../../../contract/lead-group.ts'
import type { LeadType, ReferralMethod } from '../../../contract/lead-type.ts'
import type { Partner } from '../../../contract/partner.ts'
import type { Preferences } from '../../../contract/preferences.ts'
import type { Setup } from '../../../contract/setup.ts'
import type { Facts, LeadFacts } from '../eligibility/facts.ts'
import { availableAt, type PastLine } from './account.ts'
import { type BreakerMoment, breakerUntilAt } from './breaker-then.ts'
import { leadTypeFacts, partnerFacts, rulesOf, setupFacts } from './settings-facts.ts'
import { type Then, type Timeline, type Versioned, viewAt } from './timeline.ts'
import { type Before, type CountedReferral, countsAt } from './usage.ts'

/** What all partners are judged by: a lead type with its group, and the preferences. */
export interface TypePast {
  leadType: Timeline<LeadType>
  group: Timeline<LeadGroup>
  preferences: Timeline<Preferences>
}

/** The same at one moment. `unsure` names what could not be undone exactly. */
export interface TypeThen {
  leadType: Versioned<LeadType>
  group: Versioned<LeadGroup>
  preferences: Versioned<Preferences>
  unsure: string[]
}

/** Everything about one partner and one lead type over a span of time. */
export interface PartnerPast {
  partner: Timeline<Partner>
  /** null: it never had one. */
  setup: Timeline<Setup> | null
  referrals: readonly CountedReferral[]
  lines: readonly PastLine[]
  breaker: readonly BreakerMoment[]
  /** Its breaker as it is now; where its recorded moves do not lead there, its past is not known. */
  breakerNow: number
}

/** A partner's facts as they were, from which routing's own criteria give the verdict of then. */
export interface FactsThen {
  facts: Facts
  partner: Versioned<Partner>
  setup: Versioned<Setup> | null
  unsure: string[]
}

/** A lead type as it was at a moment; null when it was not there yet. */
export function typeAt({ leadType, group, preferences }: TypePast, at: number): TypeThen | null {
  const [type, itsGroup, rules] = [viewAt(leadType, at), viewAt(group, at), viewAt(preferences, at)]
  if (type === null || itsGroup === null || rules === null) return null
  return {
    leadType: type.view,
    group: itsGroup.view,
    preferences: rules.view,
    unsure: [...unsureOf(type), ...unsureOf(itsGroup), ...(rules.exact ? [] : ['preferences'])],
  }
}

/**
 * What a decision about this partner looked at then (C5): settings by undoing later changes, counts from its referrals,
 * money from its statement, its breaker from what moved it. null when the partner was not there yet.
 */
export function factsThen(
  past: PartnerPast,
  type: TypeThen,
  {
    at,
    except = null,
    lead,
    method = type.leadType.referralMethod,
  }: Before & {
    lead: LeadFacts | null
    method?: ReferralMethod | null
  },
): FactsThen | null {
  const partner = viewAt(past.partner, at)
  if (partner === null) return null
  const setup = past.setup === null ? null : viewAt(past.setup, at)
  const leadType = { ...leadTypeFacts(type.leadType), referralMethod: type.leadType.referralMethod && method }
  const { zone } = partner.view
  return {
    facts: {
      now: at,
      leadType,
      rules: rulesOf(type.preferences),
      lead,
      partner: partnerFacts(partner.view, { at, breakerUntil: breakerUntilAt(past.breaker, at) }),
      setup: setup === null ? null : setupFacts(setup.view, lead?.places ?? []),
      counts: countsAt(past.referrals, { at, except, zone, leadTypeId: leadType.id }),
      account: { availableMinor: availableAt(past.lines, { at, except }) },
    },
    partner: partner.view,
    setup: setup?.view ?? null,
    unsure: [
      ...unsureOf(partner),
      ...(setup === null ? [] : unsureOf(setup)),
      ...(partner.view.delivery.internet !== null && breakerIsUnsure(past) ? [`breaker of ${partner.view.id}`] : []),
    ],
  }
}

const unsureOf = ({ view, exact }: Then<{ id: string }>): string[] => (exact ? [] : [`settings of ${view.id}`])

const breakerIsUnsure = ({ breaker, breakerNow }: PartnerPast): boolean =>
  breakerUntilAt(breaker, Number.MAX_SAFE_INTEGER) !== breakerNow
