import type { OwnSetup } from '../../../contract/own-setup.ts'
import { findLeadType, type LeadTypeRow } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { requireOwn } from '../access/require-own.ts'
import { type LoadedSetup, loadSetup } from '../setups/load-setup.ts'
import { loadChooser } from './load-chooser.ts'
import { mayChoose } from './may-choose.ts'
import { toOwnSetup } from './own-setup-view.ts'

/** One setup of the partner that asks, with its places. Problems: NOT_FOUND for somebody else's. */
export async function readOwnSetup(ctx: Ctx, setupId: number): Promise<OwnSetup> {
  const [chooser, { priced, places, currency, type }] = await Promise.all([
    loadChooser(ctx),
    loadOwnSetup(ctx, setupId),
  ])
  return toOwnSetup(priced, places, { type, open: mayChoose(chooser, type), currency })
}

/** A setup of the partner that asks, and its lead type. Problems: NOT_FOUND for somebody else's. */
export async function loadOwnSetup(ctx: Ctx, setupId: number): Promise<LoadedSetup & { type: LeadTypeRow }> {
  const loaded = await loadSetup(ctx, setupId)
  const { partnerId, leadTypeId } = loaded.priced.setup
  requireOwn(ctx.actor, partnerId)
  return { ...loaded, type: (await findLeadType(ctx.db, leadTypeId))! }
}
