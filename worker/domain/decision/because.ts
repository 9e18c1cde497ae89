import type { Failure } from '../../../contract/eligibility.ts'
import { failureClause } from './failure-sentence.ts'

/** What became of a partner in one decision. */
export type Fate =
  /** It got the lead. */
  | 'referred'
  /** It could have taken it; others came before it. */
  | 'outranked'
  /** It could not take it. */
  | 'failed'
  /** It stood in the plan and the database refused it at the commit. */
  | 'refused'
  /** Its turn was taken by another lead between the plan and the commit. */
  | 'turn-taken'

export interface AboutPartner {
  name: string
  fate: Fate
  failures: readonly Pick<Failure, 'code' | 'values'>[]
  /** Its place in the order; null when it had none. */
  position: number | null
  /** To how many partners the lead was to go. */
  wanted: number
  arm: string | null
  priority: number | null
  /** Epoch milliseconds; null: it had never had a lead there. undefined: its queue goes by something else. */
  waitedSince?: number | null | undefined
  /** The database's own word. */
  refusal: string | null
  /** Failures that a person overrode, and why. */
  override: { codes: readonly string[]; reason: string } | null
  currency: string
}

/** Why a lead did or did not go to one partner, in plain English (C1): so that nobody has to ask. */
export function because(about: AboutPartner): string {
  const { name, fate, failures, currency } = about
  const reasons = failures.map((failure) => failureClause(failure, currency))
  if (fate === 'failed') return `${name} could not take this lead: ${joined(reasons)}.`
  if (fate === 'refused') return `${name} was to get this lead, and the database refused it: ${refusalText(about)}.`
  if (fate === 'turn-taken')
    return `${name} was to get this lead, and its turn went to another lead in the same moment.`
  if (fate === 'outranked')
    return about.position === null
      ? `${name} could have taken this lead, but enough others came before it.`
      : `${name} could have taken this lead, but ${others(about)} came before it: ${standing(about)}.`
  if (about.override !== null && about.override.codes.length > 0)
    return `${name} got this lead by hand, although ${joined(reasons)}. The reason given: ${about.override.reason}`
  return about.position === null
    ? `${name} got this lead by hand, and nothing stood in the way.`
    : `${name} got this lead: ${standing(about)}.`
}

/** Where it stood in the queue, and what that place went by. */
function standing({ position, arm, priority, waitedSince }: AboutPartner): string {
  const place = `it was number ${position} in the order, on the queue of ${arm}, with priority ${priority}`
  if (waitedSince === undefined) return place
  return waitedSince === null
    ? `${place}, and had never had a lead there`
    : `${place}, and had waited there since ${new Date(waitedSince).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

const others = ({ wanted }: AboutPartner): string => (wanted === 1 ? 'another one' : `${wanted} others`)

const refusalText = ({ refusal }: AboutPartner): string => refusals[refusal ?? ''] ?? `it said ${refusal}`

const refusals: Record<string, string> = {
  NO_CREDIT: 'by then its credit no longer covered the price',
  DAILY_LIMIT: 'by then its daily limit was reached',
  MONTHLY_LIMIT: 'by then its monthly limit was reached',
  TYPE_DAILY_LIMIT: 'by then its daily limit for this type was reached',
  TYPE_MONTHLY_LIMIT: 'by then its monthly limit for this type was reached',
  CLOCK_BACK: 'its day had begun already by the clock of another request',
}

const joined = (reasons: readonly string[]): string =>
  reasons.length < 2 ? reasons.join('') : `${reasons.slice(0, -1).join('; ')}; and ${reasons.at(-1)}`
