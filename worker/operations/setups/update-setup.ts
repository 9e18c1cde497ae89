import type { Setup, SetupChanges } from '../../../contract/setup.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { changeSetup } from './change-setup.ts'
import { loadSetup } from './load-setup.ts'
import { toSetup } from './setup-view.ts'

/** Changes a setup, by the broker: whatever there is to change. */
export async function updateSetup(ctx: Ctx, setupId: number, changes: SetupChanges): Promise<Setup> {
  requireAdmin(ctx.actor)
  return changeSetup(ctx, await loadSetup(ctx, setupId), changes, { guards: [], view: toSetup })
}
