import type { OwnSetup, OwnSetupChanges } from '../../../contract/own-setup.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { found } from '../config/checks.ts'
import { changeSetup } from '../setups/change-setup.ts'
import { mustMayChoose } from './may-choose.ts'
import { toOwnSetup } from './own-setup-view.ts'
import { loadOwnSetup } from './read-own-setup.ts'

/**
 * A partner changes where it wants leads, which and how many, or whether any (F6, F22). What it pays and how it ranks stays
 * as it was. Problems: NOT_FOUND for somebody else's, SELF_SERVICE_DISABLED, VERSION_CONFLICT.
 */
export async function updateOwnSetup(ctx: Ctx, setupId: number, changes: OwnSetupChanges): Promise<OwnSetup> {
  const { type, ...loaded } = await loadOwnSetup(ctx, setupId)
  const partner = found(await findPartner(ctx.db, loaded.priced.setup.partnerId))
  const guards = await mustMayChoose(ctx, partner, type)
  return changeSetup(ctx, loaded, changes, {
    guards,
    view: (priced, places, currency) => toOwnSetup(priced, places, { type, open: true, currency }),
  })
}
