import type { NewSetup, Setup } from '../../../contract/setup.ts'
import { findPartner } from '../../../db/store/partners.ts'
import { insertSetup, nextSetupId } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { storedBilling } from '../../domain/billing/stored-charges.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { chargeProblems } from '../config/charges.ts'
import { currencyProblems, expectNoProblems } from '../config/checks.ts'
import { leadTypeProblems, partnerProblems } from '../config/reference-problems.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { placeCodes } from './place-codes.ts'
import { queueWrites } from './queue-writes.ts'
import { fieldProblems, fieldsMustBe, findTypeInGroup, placeProblems } from './setup-problems.ts'
import { toSetup } from './setup-view.ts'

/**
 * Makes a partner's setup for a lead type (F38), the only one for the two (SETUP_EXISTS). Without places it can only be
 * saved switched off.
 */
export async function createSetup(ctx: Ctx, settings: NewSetup): Promise<Setup> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const { partnerId, leadTypeId, active, price, priority, dailyLimit, monthlyLimit, weight, filters } = settings
    const [{ currency }, partner, of, id] = await Promise.all([
      loadBroker(ctx),
      findPartner(ctx.db, partnerId),
      findTypeInGroup(ctx, leadTypeId),
      nextSetupId(ctx.db),
    ])
    const numbers = { price: price?.amount ?? null, priority, dailyLimit, monthlyLimit, weight, filters }
    const { billing, acceptMinutes } = settings
    const own = { billing: storedBilling(billing), acceptMinutes }
    const setup = { id, version: 1, partnerId, leadTypeId, active, ...numbers, ...own }
    const { codes: places, problems } = placeCodes(settings, [])
    expectNoProblems([
      ...partnerProblems(partner),
      ...leadTypeProblems(of?.type ?? null),
      ...currencyProblems('/price', price, currency),
      ...chargeProblems('/billing/charges', billing?.charges ?? [], currency),
      ...(problems.length > 0 ? problems : placeProblems(setup, places)),
      ...(of === null ? [] : fieldProblems(setup, of)),
    ])

    const { defaultPrice, nationalPrice } = of!.type
    const answer = toSetup({ setup, defaultPrice, nationalPrice }, places, currency)
    const { id: setupId, version, effectivePrice: _, warnings: __, ...created } = answer
    await commitOrThrow(ctx, {
      history: [{ id: setupId, version, event: 'created', data: created }],
      write: [
        ...fieldsMustBe(ctx.db, setup, of!),
        insertSetup(ctx.db, setup),
        ...(await queueWrites(ctx, null, { setup, places })),
      ],
      answer,
    })
    return answer
  })
}
