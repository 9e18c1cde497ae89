import { formatId } from '../../../contract/id.ts'
import type { Ctx } from '../../context.ts'
import type { Channel } from '../access/channel-of.ts'
import type { Announced } from '../automations/announce.ts'
import { tell } from '../webhooks/tell.ts'

/** Lets webhooks hear that a partner was paused or resumed, in the commit that does it. */
export const tellOnline = (
  ctx: Ctx,
  { partnerId, version, online, channel }: { partnerId: number; version: number; online: boolean; channel: Channel },
): Announced =>
  tell(ctx, {
    type: online ? 'partner.resumed' : 'partner.paused',
    because: `${formatId('partner', partnerId)}:${version}`,
    partnerIds: [partnerId],
    more: { channel },
  })
