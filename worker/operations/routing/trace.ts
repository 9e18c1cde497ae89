import { formatId } from '../../../contract/id.ts'
import type { RoutingAttempt } from './attempts.ts'
import type { Considered, RoutePlan, RouteRequest } from './plan-route.ts'

/** Why a lead went where it went (C1), as its history keeps it. */
export interface Trace {
  scope: number
  wanted: number
  considered: Considered[]
  refusals: { partner: string; because: string }[]
}

export const traceOf = ({ leadType, wanted }: RouteRequest, plan: RoutePlan, { refusals }: RoutingAttempt): Trace => ({
  scope: leadType.scope,
  wanted,
  considered: plan.considered,
  refusals: refusals.map(({ partnerId, because }) => ({ partner: formatId('partner', partnerId), because })),
})
