import type { Warning } from '../../../contract/warning.ts'
import type { LeadTypeRow } from '../../../db/store/lead-types.ts'
import { countPriceFollowers } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'

/** Who changes a default price is told how many setups follow it, from now on and without being asked (F20). */
export async function priceWarnings(ctx: Ctx, before: LeadTypeRow, after: LeadTypeRow): Promise<Warning[]> {
  if (before.defaultPrice === after.defaultPrice) return []
  const followers = await countPriceFollowers(ctx.db, after.id)
  return followers === 0 ? [] : [followed(followers)]
}

const followed = (setups: number): Warning => ({
  code: 'DEFAULT_PRICE_FOLLOWED',
  message:
    setups === 1
      ? '1 setup has no price of its own and follows this one.'
      : `${setups} setups have no price of their own and follow this one.`,
})
