import { Problem } from '../../problem.ts'
import { afterRefusal, type RoutingAttempt } from '../routing/attempts.ts'
import { refusedByDatabase } from './not-eligible.ts'

const mostTries = 16

/**
 * What to try after the database refused a referral by hand. Whoever is next in the queue is looked for again, as in
 * routing; a partner that was named is not: a person chose it on what they saw. Problems: SCOPE_REACHED, NOT_ELIGIBLE,
 * VERSION_CONFLICT, TRY_AGAIN.
 */
export function nextAttempt(
  attempt: RoutingAttempt,
  { refused, about }: { refused: string; about: string },
  { isNamed }: { isNamed: boolean },
): RoutingAttempt {
  const isTaken = refused === 'VERSION_CONFLICT' && about.startsWith('set_')
  const isMoved = ['VERSION_CONFLICT', 'LEAD_TYPE_CHANGED', 'PERSON_CHANGED'].includes(refused)
  const next =
    isTaken || (isMoved && !isNamed)
      ? { ...attempt, number: attempt.number + 1 }
      : isNamed
        ? null
        : afterRefusal(attempt, { refused, about })
  if (next === null) throw refusal(refused, about)
  if (next === 'exhausted' || next.number > mostTries) throw new Problem('TRY_AGAIN')
  return next
}

function refusal(refused: string, about: string): Error {
  if (refused === 'SCOPE_REACHED') return new Problem('SCOPE_REACHED')
  const changed = ['VERSION_CONFLICT', 'LEAD_TYPE_CHANGED', 'PERSON_CHANGED', 'TURN_TAKEN', 'UNIQUE']
  if (changed.includes(refused)) return new Problem('VERSION_CONFLICT')
  if (/LIMIT|CREDIT|CLOCK/.test(refused)) return refusedByDatabase(refused)
  return new Error(`Referring was refused: ${refused} ${about}`)
}
