import type { NewSimulation, Simulation } from '../../../contract/simulation.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { toSimulation } from './simulation-view.ts'
import { twoFutures } from './two-futures.ts'

/**
 * What would have become of leads that really came, had other settings been in force (C2), beside what the present ones
 * make of them by the same rules, and what really became of them (docs/decisions/0015). Nothing is written.
 *
 * Problems: INVALID_BODY with everything that is wrong with the window and the proposal.
 */
export async function runSimulation(ctx: Ctx, request: NewSimulation): Promise<Simulation> {
  requireAdmin(ctx.actor)
  const { currency } = await loadBroker(ctx)
  return toSimulation(await twoFutures(ctx, request), currency)
}
