import { minuteMs } from '../../../contract/time.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { throttle } from '../throttle.ts'
import { acceptReferral } from './accept-referral.ts'
import { declineReferral } from './decline-referral.ts'
import type { OfferLink } from './offer-link.ts'

const perCaller = { what: 'offer:caller', most: 60, perMs: 10 * minuteMs }

/** Yes, or no with a reason. */
export type OfferAnswer = { act: 'accept' } | { act: 'decline'; reason: string }

/**
 * Says yes or no to the offer of a link, as its partner (D6). Sent twice, it counts once: the second finds no offer any
 * more. Problems: NOT_FOUND, NOT_OFFERED, OFFER_LAPSED, RATE_LIMITED, VERSION_CONFLICT.
 */
export async function answerOffer(
  ctx: Ctx,
  { leadId, partnerId }: OfferLink,
  { answer, caller }: { answer: OfferAnswer; caller: string | null },
): Promise<void> {
  // As with its sessions and keys: nobody acts for a partner that is closed.
  const partner = await findPartner(ctx.db, partnerId)
  if (partner === null || partner.status === 'closed') throw new Problem('NOT_FOUND')
  const about = { leadId, partnerId, write: await throttle(ctx, perCaller, caller) }
  if (answer.act === 'accept') await acceptReferral(ctx, about)
  else await declineReferral(ctx, { ...about, reason: answer.reason })
}
