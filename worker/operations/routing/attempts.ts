import { firstPageOf } from '../../domain/routing/pages.ts'
import type { Attempt } from './plan-route.ts'

/** One try of many at the same decision. */
export interface RoutingAttempt extends Attempt {
  number: number
  /** The last try: fairness gives way, everything else holds. */
  ignoringTurns: boolean
  /** Partners that the database refused, with its word; they stay out of the plan. */
  refusals: { partnerId: number; because: string }[]
}

const mostTries = 12
const pageAfterTaken = 16

/** Refusals that name a partner: the plan goes on without it. */
const partnerWords = new Set([
  'NO_CREDIT',
  'DAILY_LIMIT',
  'MONTHLY_LIMIT',
  'TYPE_DAILY_LIMIT',
  'TYPE_MONTHLY_LIMIT',
  'CLOCK_BACK',
])

export const firstAttempt = (wanted: number): RoutingAttempt => ({
  number: 1,
  firstPage: firstPageOf(wanted),
  excluded: new Set(),
  ignoringTurns: false,
  refusals: [],
})

/**
 * What to try after the database refused a plan; 'exhausted' when enough was tried, null when the refusal has nothing
 * to do with who gets the lead.
 */
export function afterRefusal(
  attempt: RoutingAttempt,
  { refused, about }: { refused: string; about: string },
): RoutingAttempt | 'exhausted' | null {
  const byPartner = partnerWords.has(refused)
  if (!byPartner && refused !== 'TURN_TAKEN') return null
  if (attempt.number >= mostTries) return 'exhausted'
  const number = attempt.number + 1
  const refusals = byPartner ? [...attempt.refusals, { partnerId: Number(about), because: refused }] : attempt.refusals
  return {
    number,
    firstPage: byPartner ? attempt.firstPage : Math.max(attempt.firstPage, pageAfterTaken),
    excluded: new Set(refusals.map(({ partnerId }) => partnerId)),
    ignoringTurns: number === mostTries,
    refusals,
  }
}

/** Whether a clock that went back kept somebody out: a cause that passes within minutes, worth another look. */
export const clockWentBack = ({ refusals }: RoutingAttempt): boolean =>
  refusals.some(({ because }) => because === 'CLOCK_BACK')
