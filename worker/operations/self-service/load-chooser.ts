import type { Preferences } from '../../../contract/preferences.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { ownPartnerId } from '../access/own-partner-id.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { found } from '../config/checks.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import type { Chooser } from './may-choose.ts'

/** The partner that asks, with what decides on what it may choose. */
export async function loadChooser(
  ctx: Ctx,
): Promise<Chooser & { partnerId: number; currency: string; preferences: Preferences }> {
  const partnerId = ownPartnerId(ctx.actor)
  const [partner, { settings }, { currency }] = await Promise.all([
    findPartner(ctx.db, partnerId),
    loadPreferences(ctx),
    loadBroker(ctx),
  ])
  return { partnerId, buys: found(partner).buys, preferences: settings, currency }
}
