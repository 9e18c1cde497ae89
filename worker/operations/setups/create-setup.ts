import type { NewSetup, Setup } from '../../../contract/setup.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { makeSetup } from './make-setup.ts'
import { toSetup } from './setup-view.ts'

/** Makes a partner's setup, by the broker (F38). */
export async function createSetup(ctx: Ctx, settings: NewSetup): Promise<Setup> {
  requireAdmin(ctx.actor)
  return makeSetup(ctx, settings, {
    allowed: async () => [],
    view: ({ priced, places, currency }) => toSetup(priced, places, currency),
  })
}
