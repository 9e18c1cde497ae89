import type { Failure } from '../../contract/eligibility.ts'
import { formatMoney } from '../../contract/money.ts'
import { dateTime, weekdayTime } from './when.ts'

/** What an amount or an instant is said in. */
export interface Speech {
  currency: string
  zone: string
}

type Values = Failure['values']

/**
 * Why a partner cannot take a lead, in words. A criterion that has no words here is told by its title and values, so
 * that a new one is never silent.
 */
export function reasonOf({ code, title, values }: Failure, speech: Speech): string {
  const told = words[code]?.(values, speech)
  if (told !== undefined) return told
  const compared = Object.entries(values).map(([name, value]) => `${name} ${value}`)
  return compared.length === 0 ? `not: ${title}` : `not: ${title} (${compared.join(', ')})`
}

const words: Partial<Record<string, (values: Values, speech: Speech) => string>> = {
  TYPE_NOT_REFERABLE: () => 'this lead type is not sold',
  NOT_ACTIVE: ({ status }) => (status === 'pending' ? 'waits to be approved' : `is ${status}`),
  NOT_BUYER: () => 'buys no leads',
  OWN_INTRODUCTION: () => 'introduced this lead itself',
  TYPE_NOT_SELECTED: () => 'does not buy this lead type',
  NO_LOCATIONS_SET: () => 'has chosen no places yet',
  LOCATION_UNKNOWN: () => 'the place is not known, and it does not cover the whole country',
  LOCATION_NO_MATCH: ({ outward }) => (outward === null ? 'does not cover this place' : `does not cover ${outward}`),
  FCA_REQUIRED: ({ fcaNumber }) =>
    fcaNumber == null ? 'has given no FCA number' : 'has an FCA number that the register was not seen to know',
  OFFLINE: () => 'paused its leads',
  OUTSIDE_SCHEDULE: ({ opensAt }, { zone }) => `is closed, opens ${weekdayTime(opensAt, zone)}`,
  DAILY_LIMIT: (values) => `has its leads for today${used(values)}`,
  MONTHLY_LIMIT: (values) => `has its leads for this month${used(values)}`,
  TYPE_DAILY_LIMIT: (values) => `has its leads of this type for today${used(values)}`,
  TYPE_MONTHLY_LIMIT: (values) => `has its leads of this type for this month${used(values)}`,
  NO_CREDIT: lacksMoney,
  NO_DELIVERY: ({ breakerOpen, breakerOpenUntil }, { zone }) => {
    if (!breakerOpen) return 'has not said where its leads should go'
    if (breakerOpenUntil === null) return 'its server is gone'
    return `its server keeps failing, tried again ${weekdayTime(breakerOpenUntil, zone)}`
  },
  NO_TRANSFER_NUMBER: () => 'has no number to put calls through to',
  ALREADY_REFERRED: () => 'had this lead before',
  DUPLICATE_FOR_PARTNER: ({ repeatDays, lastReferredAt }, { zone }) =>
    `had this person ${dateTime(lastReferredAt, zone)}, and wants nobody twice in ${repeatDays} days`,
  FILTER: ({ wanted, actual }) => `wants ${wanted}; here it is ${actual ?? 'not said'}`,
  SUPPRESSED: ({ list }) =>
    list === 'partner' ? 'was asked by this person to leave them alone' : 'may not contact this person, as nobody may',
  NO_CONSENT: () => 'may not have it: the person did not agree to be passed on',
}

const used = ({ used: count, limit }: Values): string =>
  count === undefined || limit === undefined ? '' : ` (${count} of ${limit})`

function lacksMoney({ availableMinor, creditLimitMinor, priceMinor }: Values, { currency }: Speech): string {
  const money = (amount: unknown) => formatMoney({ amount: Number(amount), currency })
  const onCredit = Number(creditLimitMinor) > 0 ? ` on a limit of ${money(creditLimitMinor)}` : ''
  return `has ${money(availableMinor)}${onCredit}, the lead costs ${money(priceMinor)}`
}
