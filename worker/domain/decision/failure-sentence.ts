import type { EligibilityCode, Failure } from '../../../contract/eligibility.ts'

type Values = Failure['values']

/**
 * Why a partner could not take a lead at a moment, as a clause that begins with "it": for a broker who asks why a lead
 * went elsewhere. One line a criterion; money in the broker's currency, instants in UTC.
 */
export const failureClause = ({ code, values }: Pick<Failure, 'code' | 'values'>, currency: string): string =>
  clauses[code](values, (minor) => money(minor, currency))

type Money = (minor: Values[string] | undefined) => string

const clauses: Record<EligibilityCode, (values: Values, money: Money) => string> = {
  TYPE_NOT_REFERABLE: () => 'its lead type was not referable',
  NOT_ACTIVE: ({ status }) => `its status was ${status}, and only an active partner gets leads`,
  NOT_BUYER: () => 'it did not buy leads',
  OWN_INTRODUCTION: () => 'it had introduced this lead itself',
  TYPE_NOT_SELECTED: ({ setupId }) =>
    setupId === null ? 'it had no setup for this lead type' : 'its setup for this lead type was switched off',
  NO_LOCATIONS_SET: () => 'its setup had neither all areas nor any place',
  LOCATION_UNKNOWN: () => 'the lead had no usable postcode, and it did not take all areas',
  LOCATION_NO_MATCH: ({ outward, places }) =>
    `the lead was in ${outward}, which none of its ${count(places, 'place')} contains`,
  FCA_REQUIRED: ({ fcaNumber, register }) =>
    fcaNumber === null
      ? 'the lead type asks for an FCA number and it had given none'
      : `its FCA number ${fcaNumber} was not confirmed by the register (${register})`,
  OFFLINE: () => 'its leads were paused',
  OUTSIDE_SCHEDULE: ({ opensAt }) => `it was closed, and opened next at ${instant(opensAt)}`,
  DAILY_LIMIT: ({ limit, used }) => `it had had ${used} of at most ${count(limit, 'lead')} that day`,
  MONTHLY_LIMIT: ({ limit, used }) => `it had had ${used} of at most ${count(limit, 'lead')} that month`,
  TYPE_DAILY_LIMIT: ({ limit, used }) => `it had had ${used} of at most ${count(limit, 'lead')} of this type that day`,
  TYPE_MONTHLY_LIMIT: ({ limit, used }) =>
    `it had had ${used} of at most ${count(limit, 'lead')} of this type that month`,
  NO_CREDIT: ({ availableMinor, creditLimitMinor, priceMinor }, in_) =>
    `it had ${in_(availableMinor)} available and a credit limit of ${in_(creditLimitMinor)}, and the lead cost ${in_(priceMinor)}`,
  NO_DELIVERY: ({ breakerOpen, breakerOpenUntil }) =>
    !breakerOpen
      ? 'it had no way to receive leads, neither e-mail nor a server'
      : breakerOpenUntil === null
        ? 'its server had failed for so long that it was given up'
        : `its server kept failing and got nothing until ${instant(breakerOpenUntil)}`,
  NO_TRANSFER_NUMBER: () => 'it had given no number for calls to be transferred to',
  ALREADY_REFERRED: () => 'it had been referred this lead, or one that counts as the same, before',
  DUPLICATE_FOR_PARTNER: ({ repeatDays, lastReferredAt }) =>
    `it wants no second lead of a person within ${count(repeatDays, 'day')}, and had this person's at ${instant(lastReferredAt)}`,
  FILTER: ({ field, wanted, actual }) =>
    `it wants only leads with ${wanted}, and ${field} was ${actual === null || actual === '' ? 'not given' : actual}`,
  SUPPRESSED: ({ list }) =>
    list === 'everybody' ? 'the person asked to be contacted by nobody' : 'the person asked not to be contacted by it',
  NO_CONSENT: () => 'the person had not agreed to be passed on',
}

const count = (n: Values[string] | undefined, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

const instant = (text: Values[string] | undefined): string => `${String(text).slice(0, 16).replace('T', ' ')} UTC`

const money = (minor: Values[string] | undefined, currency: string): string =>
  `${(Number(minor) / 100).toFixed(2)} ${currency}`
