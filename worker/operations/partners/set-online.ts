import { formatId } from '../../../contract/id.ts'
import type { OwnPartner } from '../../../contract/partner.ts'
import { type PartnerRow, updatePartner } from '../../../db/store/partners.ts'
import { preferencesMustBe } from '../../../db/store/preferences.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { channelOf } from '../access/channel-of.ts'
import { requireSelf } from '../access/require-self.ts'
import { commitChange } from '../config/commit-change.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { loadPartner } from './load-partner.ts'
import { tellOnline } from './online-channel.ts'
import { toOwnPartner } from './partner-view.ts'

/**
 * Pauses or resumes; for an admin, and for the partner itself where F3 lets it. Doing it twice changes nothing. A
 * partner that is paused when F3 is turned off stays so until an admin resumes it. History says by which channel it came
 * (F4). Problems: SELF_SERVICE_DISABLED.
 */
export async function setOnline(
  ctx: Ctx,
  partnerId: number,
  { event, columns }: { event: string; columns: Partial<PartnerRow> },
): Promise<OwnPartner> {
  requireSelf(ctx.actor, partnerId)
  return retryOnRace(async () => {
    const [{ partner, currency }, allowed] = await Promise.all([loadPartner(ctx, partnerId), mustBeAllowed(ctx)])
    const version = partner.version + 1
    const { online = partner.online } = columns
    const channel = channelOf(ctx.actor)
    return commitChange(ctx, {
      id: formatId('partner', partnerId),
      event,
      before: toOwnPartner(partner, currency),
      after: toOwnPartner({ ...partner, ...columns, version }, currency),
      note: { channel },
      write: [...allowed, updatePartner(ctx.db, partnerId, { ...columns, version })],
      news: online === partner.online ? undefined : tellOnline(ctx, { partnerId, version, online, channel }),
    })
  })
}

/** What the commit must still find so, that the partner may do this itself (F3). */
async function mustBeAllowed(ctx: Ctx): Promise<D1PreparedStatement[]> {
  if (ctx.actor.kind !== 'partner') return []
  const { version, settings } = await loadPreferences(ctx)
  if (!settings.partnersPause) throw new Problem('SELF_SERVICE_DISABLED')
  return [preferencesMustBe(ctx.db, version)]
}
