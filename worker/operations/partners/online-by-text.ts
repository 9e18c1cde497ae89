import { formatId } from '../../../contract/id.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import { type PartnerRow, updatePartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import type { Announced } from '../automations/announce.ts'
import { changedFields } from '../config/changed-fields.ts'
import { tellOnline } from './online-channel.ts'
import { healthy } from './partner-columns.ts'
import { toOwnPartner } from './partner-view.ts'

/** What another commit takes along to pause or resume a partner. */
export interface OnlineChange extends Announced {
  history: HistoryRow[]
}

/** Pauses or resumes a partner by text message, inside the commit of that text; null where it is so already. */
export function onlineByText(
  ctx: Ctx,
  partner: PartnerRow,
  { online, currency }: { online: boolean; currency: string },
): OnlineChange | null {
  if (partner.online === online) return null
  const id = partner.id
  const version = partner.version + 1
  const columns = online ? { online, ...healthy } : { online }
  const changed = changedFields(toOwnPartner(partner, currency), toOwnPartner({ ...partner, ...columns }, currency))
  const told = tellOnline(ctx, { partnerId: id, version, online, channel: 'sms' })
  const event = online ? 'resumed' : 'paused'
  return {
    history: [{ id: formatId('partner', id), version, event, data: { changed, channel: 'sms' } }],
    write: [updatePartner(ctx.db, id, { ...columns, version }), ...told.write],
    read: told.read,
    start: told.start,
  }
}
