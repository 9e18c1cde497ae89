import { formatId } from '../../../contract/id.ts'
import type { Actor, Ctx } from '../../context.ts'
import type { Announced } from '../automations/announce.ts'
import { tell } from '../webhooks/tell.ts'

/** How somebody pauses or resumes a partner (F4). */
export type OnlineChannel = 'portal' | 'sms' | 'admin' | 'api'

/** A person who signed in is in the portal; a partner's key is its own system. */
export function channelOf(actor: Actor): OnlineChannel {
  if (actor.kind !== 'partner') return 'admin'
  return 'sessionId' in actor ? 'portal' : 'api'
}

/** Lets webhooks hear that a partner was paused or resumed, in the commit that does it. */
export const tellOnline = (
  ctx: Ctx,
  {
    partnerId,
    version,
    online,
    channel,
  }: { partnerId: number; version: number; online: boolean; channel: OnlineChannel },
): Announced =>
  tell(ctx, {
    type: online ? 'partner.resumed' : 'partner.paused',
    because: `${formatId('partner', partnerId)}:${version}`,
    partnerIds: [partnerId],
    more: { channel },
  })
