import type { NewSetup } from '../../../contract/setup.ts'
import { findPartner, type PartnerRow } from '../../../db/store/partners.ts'
import { insertSetup, nextSetupId, type PricedSetup } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { storedBilling } from '../../domain/billing/stored-charges.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { chargeProblems } from '../config/charges.ts'
import { currencyProblems, expectNoProblems } from '../config/checks.ts'
import { leadTypeProblems, partnerProblems } from '../config/reference-problems.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { placeCodes } from './place-codes.ts'
import { queueWrites } from './queue-writes.ts'
import { fieldProblems, fieldsMustBe, findTypeInGroup, placeProblems, type TypeInGroup } from './setup-problems.ts'
import { toSetup } from './setup-view.ts'

/** Who makes a setup: how it may see what was made, and what the commit must still find so for it to be allowed. */
export interface SetupMaker<View> {
  allowed(of: { partner: PartnerRow; type: TypeInGroup }): Promise<D1PreparedStatement[]>
  view(made: { priced: PricedSetup; places: readonly number[]; currency: string; type: TypeInGroup }): View
}

/**
 * Makes a partner's setup for a lead type (F38), the only one for the two (SETUP_EXISTS), whoever may. Without places it
 * can only be saved switched off.
 */
export async function makeSetup<View>(
  ctx: Ctx,
  settings: NewSetup,
  { allowed, view }: SetupMaker<View>,
): Promise<View> {
  return retryOnRace(async () => {
    const { partnerId, leadTypeId, active, price, priority, dailyLimit, monthlyLimit, weight, filters } = settings
    const [{ currency }, partner, of, id] = await Promise.all([
      loadBroker(ctx),
      findPartner(ctx.db, partnerId),
      findTypeInGroup(ctx, leadTypeId),
      nextSetupId(ctx.db),
    ])
    const guards = partner === null || of === null ? [] : await allowed({ partner, type: of })
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

    const type = of!
    const { defaultPrice, nationalPrice } = type.type
    const priced = { setup, defaultPrice, nationalPrice }
    const { id: setupId, version, effectivePrice: _, warnings: __, ...created } = toSetup(priced, places, currency)
    const answer = view({ priced, places, currency, type })
    await commitOrThrow(ctx, {
      history: [{ id: setupId, version, event: 'created', data: created }],
      write: [
        ...guards,
        ...fieldsMustBe(ctx.db, setup, type),
        insertSetup(ctx.db, setup),
        ...(await queueWrites(ctx, null, { setup, places })),
      ],
      answer,
    })
    return answer
  })
}
