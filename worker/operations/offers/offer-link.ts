import { parseReferralId, referralId } from '../../../contract/id.ts'
import { dayMs } from '../../../contract/time.ts'
import type { Ctx } from '../../context.ts'
import { isSameText } from '../access/is-same-text.ts'
import { keyedHash, shortHash } from '../keyed-hash.ts'

/** For so long after an offer's time its link still says what became of it. */
const toldForMs = 30 * dayMs

/** Which offer a link is good for: a referral, until one instant (epoch milliseconds). */
export interface OfferLink {
  leadId: string
  partnerId: number
  acceptBy: number
}

/**
 * The path of an offer's own page: `/offers/…` (D6). Whoever has it may say yes or no to that one offer in the partner's
 * name, until it ends, and sees nothing that its notice does not say.
 */
export const offerPath = async (ctx: Pick<Ctx, 'env'>, link: OfferLink): Promise<`/${string}`> =>
  `/offers/${await tokenOf(ctx, link)}`

/** Which offer a token opens; null when it is nobody's, or was over long ago. */
export async function readOfferToken(ctx: Pick<Ctx, 'env' | 'now'>, token: string): Promise<OfferLink | null> {
  const match = /^([0-9a-f-]{36})~([0-9a-z]{1,10})\.[\w-]{22}$/.exec(token)
  const referral = match && parseReferralId(`ref_${match[1]}`)
  if (!referral) return null
  const link = { ...referral, acceptBy: Number.parseInt(match[2]!, 36) }
  if (ctx.now >= link.acceptBy + toldForMs) return null
  return isSameText(token, await tokenOf(ctx, link)) ? link : null
}

async function tokenOf({ env }: Pick<Ctx, 'env'>, { leadId, partnerId, acceptBy }: OfferLink): Promise<string> {
  const text = `${referralId(leadId, partnerId).slice('ref_'.length)}~${acceptBy.toString(36)}`
  return `${text}.${shortHash(await keyedHash(env.TENANT_SECRET, 'offer-link', text))}`
}
