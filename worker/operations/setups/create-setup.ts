import type { NewSetup, Setup } from '../../../contract/setup.ts'
import { findLeadType } from '../../../db/store/lead-types.ts'
import { findPartner } from '../../../db/store/partners.ts'
import { insertSetup, nextSetupId } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { currencyProblems, expectNoProblems } from '../config/checks.ts'
import { leadTypeProblems, partnerProblems } from '../config/reference-problems.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { placeCodes } from './place-codes.ts'
import { queueWrites } from './queue-writes.ts'
import { toSetup } from './setup-view.ts'

/**
 * Makes a partner's setup for a lead type (F38), the only one for the two (SETUP_EXISTS). Without places it is saved
 * with a warning, and gets nothing.
 */
export async function createSetup(ctx: Ctx, settings: NewSetup): Promise<Setup> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const { partnerId, leadTypeId, active, price, priority, dailyLimit, monthlyLimit } = settings
    const [{ currency }, partner, leadType, id] = await Promise.all([
      loadBroker(ctx),
      findPartner(ctx.db, partnerId),
      findLeadType(ctx.db, leadTypeId),
      nextSetupId(ctx.db),
    ])
    const { codes: places, problems } = placeCodes(settings, [])
    expectNoProblems([
      ...partnerProblems(partner),
      ...leadTypeProblems(leadType),
      ...currencyProblems('/price', price, currency),
      ...problems,
    ])

    const numbers = { price: price?.amount ?? null, priority, dailyLimit, monthlyLimit }
    const setup = { id, version: 1, partnerId, leadTypeId, active, ...numbers }
    const answer = toSetup({ setup, defaultPrice: leadType!.defaultPrice }, places, currency)
    const { id: setupId, version, effectivePrice: _, warnings: __, ...created } = answer
    await commitOrThrow(ctx, {
      history: [{ id: setupId, version, event: 'created', data: created }],
      write: [insertSetup(ctx.db, setup), ...(await queueWrites(ctx, null, { setup, places }))],
      answer,
    })
    return answer
  })
}
