import { formatId } from '../../../contract/id.ts'
import type { OwnPartner } from '../../../contract/partner.ts'
import { type PartnerRow, updatePartner } from '../../../db/store/partners.ts'
import type { Actor, Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitChange } from '../config/commit-change.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { loadPartner } from './load-partner.ts'
import { toOwnPartner } from './partner-view.ts'

/** Pauses or resumes; for an admin and for the partner itself. Doing it twice changes nothing. */
export async function setOnline(
  ctx: Ctx,
  partnerId: number,
  { event, columns }: { event: string; columns: Partial<PartnerRow> },
): Promise<OwnPartner> {
  requireSelf(ctx.actor, partnerId)
  return retryOnRace(async () => {
    const { partner, currency } = await loadPartner(ctx, partnerId)
    const version = partner.version + 1
    return commitChange(ctx, {
      id: formatId('partner', partnerId),
      event,
      before: toOwnPartner(partner, currency),
      after: toOwnPartner({ ...partner, ...columns, version }, currency),
      write: [updatePartner(ctx.db, partnerId, { ...columns, version })],
    })
  })
}

/** Other partners' ids are as good as missing ones. */
function requireSelf(actor: Actor, partnerId: number): void {
  if (actor.kind !== 'partner') requireAdmin(actor)
  else if (actor.partnerId !== partnerId) throw new Problem('NOT_FOUND')
}
