import type { SignUp } from '../../../contract/sign-up.ts'
import { insertSetup, nextSetupId, type SetupRow } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { newSetupRow } from '../setups/new-setup-row.ts'
import { placeCodes } from '../setups/place-codes.ts'
import { queueWrites } from '../setups/queue-writes.ts'
import { toSetup } from '../setups/setup-view.ts'
import type { Made } from './new-buyer.ts'
import type { SignUpOffer } from './sign-up-offer.ts'

/**
 * The setups of a new buyer (F38): one for each lead type that it chose and that is still on offer, all in the same
 * places, at the type's own price for as long as it follows it (F20).
 */
export async function newSetups(
  ctx: Ctx,
  { partnerId, signUp, offer }: { partnerId: number; signUp: SignUp; offer: SignUpOffer },
): Promise<Made<SetupRow[]>> {
  const first = await nextSetupId(ctx.db)
  const wanted = offer.leadTypes.filter(({ id }) => signUp.leadTypeIds.includes(id))
  const { codes: places } = placeCodes(signUp.allAreas ? { allAreas: true } : { places: signUp.places }, [])
  const rows = wanted.map((type, n) => newSetupRow({ id: first + n, partnerId, leadTypeId: type.id }))
  const writes = await Promise.all(
    rows.map(async (setup) => [insertSetup(ctx.db, setup), ...(await queueWrites(ctx, null, { setup, places }))]),
  )
  const history = rows.map((setup, n) => {
    const priced = { setup, defaultPrice: wanted[n]!.defaultPrice, nationalPrice: wanted[n]!.nationalPrice }
    const { id, version, effectivePrice: _, warnings: __, ...created } = toSetup(priced, places, offer.broker.currency)
    return { id, version, event: 'created', data: created }
  })
  return { row: rows, history, write: writes.flat() }
}
