import { formatId } from '../../../contract/id.ts'
import type { Simulation } from '../../../contract/simulation.ts'
import { toIso } from '../../../contract/time.ts'
import { compare, differenceOf, type Outcome, outcomeOf, type Share, sumOf } from '../../domain/simulation/compare.ts'
import type { TwoFutures } from './two-futures.ts'

const mostShown = 500

/** Two futures and the truth, side by side, as the API shows them. */
export function toSimulation({ leads, baseline, proposed, names }: TwoFutures, currency: string): Simulation {
  const share = ({ leads, moneyMinor }: Share) => ({ leads, money: { amount: moneyMinor, currency } })
  const outcome = ({ served, unserved, because, leftToPerson, ...referrals }: Outcome) => ({
    served,
    unserved,
    unservedBecause: because,
    leftToPerson,
    referrals: share(referrals),
  })
  const lines = compare(leads, { baseline, proposed })
  const kept = leads.map(({ referrals }) => referrals.filter(({ turnedDown }) => !turnedDown))
  const [first, last] = [leads[0], leads.at(-1)]
  return {
    leads: { count: leads.length, from: first ? toIso(first.at) : null, until: last ? toIso(last.at) : null },
    baseline: outcome(outcomeOf(baseline)),
    proposed: outcome(outcomeOf(proposed)),
    actual: { served: kept.filter(({ length }) => length > 0).length, referrals: share(sumOf(kept.flat())) },
    partners: lines.slice(0, mostShown).map(({ partnerId, ...line }) => ({
      partner: { id: formatId('partner', partnerId), name: names.get(partnerId) ?? '' },
      baseline: share(line.baseline),
      proposed: share(line.proposed),
      actual: share(line.actual),
      gained: share(line.gained),
      lost: share(line.lost),
    })),
    partnersChanged: lines.filter((line) => differenceOf(line) > 0).length,
    more: Math.max(0, lines.length - mostShown),
  }
}
