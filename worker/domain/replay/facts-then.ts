import type { LeadGroup } from '../../../contract/lead-group.ts'
import type { LeadType, ReferralMethod } from '../../../contract/lead-type.ts'
import type { Partner } from '../../../contract/partner.ts'
import type { Preferences } from '../../../contract/preferences.ts'
import type { Setup } from '../../../contract/setup.ts'
import type { Facts, LeadFacts } from '../eligibility/facts.ts'
import { availableAt, type PastLine } from './account.ts'
import { type BreakerMoment, breakerUntilAt } from './breaker-then.ts'
import { leadTypeFacts, partnerFacts, rulesOf, setupFacts } from './settings-facts.ts'
import { type Then, type Timeline, type Versioned, viewAt, viewAtVersion } from './timeline.ts'
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

/**
 * A lead type as it was at a moment, or in the versions that a decision read; null when it was not there yet.
 */
export function typeAt(
  { leadType, group, preferences }: TypePast,
  at: number,
  versions: { leadType?: number; group?: number; preferences?: number } = {},
): TypeThen | null {
  const type = viewOf(leadType, at, versions.leadType)
  const itsGroup = viewOf(group, at, versions.group)
  const rules = viewOf(preferences, at, versions.preferences)
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
    versions = {},
  }: Before & {
    lead: LeadFacts | null
    method?: ReferralMethod | null
    /** The settings that a decision read, where it kept their versions; otherwise those of the moment. */
    versions?: { partner?: number; setup?: number }
  },
): FactsThen | null {
  const partner = viewOf(past.partner, at, versions.partner)
  if (partner === null) return null
  const setup = past.setup === null ? null : viewOf(past.setup, at, versions.setup)
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

const viewOf = <View extends object>(timeline: Timeline<View>, at: number, version?: number): Then<View> | null =>
  version === undefined ? viewAt(timeline, at) : viewAtVersion(timeline, version)

const unsureOf = ({ view, exact }: Then<{ id: string }>): string[] => (exact ? [] : [`settings of ${view.id}`])

const breakerIsUnsure = ({ breaker, breakerNow }: PartnerPast): boolean =>
  breakerUntilAt(breaker, Number.MAX_SAFE_INTEGER) !== breakerNow
