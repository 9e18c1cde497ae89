import type { NewOwnSetup, OwnSetup } from '../../../contract/own-setup.ts'
import type { Ctx } from '../../context.ts'
import { ownPartnerId } from '../access/own-partner-id.ts'
import { makeSetup } from '../setups/make-setup.ts'
import { mustMayChoose } from './may-choose.ts'
import { toOwnSetup } from './own-setup-view.ts'

/**
 * A partner chooses a lead type itself (F6, F22), also while it is pending (F41). Its price follows the lead type (F20), and
 * it stands in the queue like any newcomer. Problems: SELF_SERVICE_DISABLED, SETUP_EXISTS.
 */
export const createOwnSetup = async (ctx: Ctx, wanted: NewOwnSetup): Promise<OwnSetup> =>
  makeSetup(
    ctx,
    { ...wanted, ...brokers, partnerId: ownPartnerId(ctx.actor) },
    {
      allowed: ({ partner, type }) => mustMayChoose(ctx, partner, type.type),
      view: ({ priced, places, currency, type }) =>
        toOwnSetup(priced, places, { type: type.type, open: true, currency }),
    },
  )

/** What a partner does not say: as the lead type says, and no better than anybody else. */
const brokers = { price: null, priority: 0, weight: 1, billing: null, acceptMinutes: 0 }
