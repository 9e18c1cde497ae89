import { formatId } from '../../../contract/id.ts'
import type { RoutingAttempt } from './attempts.ts'
import type { Considered, RoutePlan, RouteRequest } from './plan-route.ts'

/** Why a lead went where it went (C1), as its history keeps it. */
export interface Trace {
  scope: number
  wanted: number
  considered: Considered[]
  /** How many more failed something and are left out. */
  more: number
  /** What was ready on each arm, by band: in proportion to it the slots drew their arms (D2.2). */
  ready: { arm: string; band: number; ready: number }[]
  /** The settings that all of them were judged by. */
  versions: { leadType: number; group: number; preferences: number }
  refusals: { partner: string; because: string }[]
}

export const traceOf = ({ leadType, wanted }: RouteRequest, plan: RoutePlan, { refusals }: RoutingAttempt): Trace => ({
  scope: leadType.scope,
  wanted,
  ...shorten(plan.considered),
  ready: plan.ready,
  versions: { leadType: leadType.version, group: leadType.groupVersion, preferences: leadType.preferences.version },
  refusals: refusals.map(({ partnerId, because }) => ({ partner: formatId('partner', partnerId), because })),
})

/** History is kept for good, so that a queue full of failing setups must not be copied into every lead. */
const mostFailed = 50

function shorten(considered: readonly Considered[]): Pick<Trace, 'considered' | 'more'> {
  const failed = considered.filter(({ position }) => position === null)
  const left = new Set(failed.slice(mostFailed))
  return { considered: considered.filter((line) => !left.has(line)), more: left.size }
}
