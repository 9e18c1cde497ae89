import type { Setup } from '../../../contract/setup.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadSetup } from './load-setup.ts'
import { toSetup } from './setup-view.ts'

export async function readSetup(ctx: Ctx, setupId: number): Promise<Setup> {
  requireAdmin(ctx.actor)
  const { priced, places, currency } = await loadSetup(ctx, setupId)
  return toSetup(priced, places, currency)
}
