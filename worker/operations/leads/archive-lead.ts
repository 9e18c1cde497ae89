import type { LeadSummary } from '../../../contract/lead.ts'
import { updateLeadArchived } from '../../../db/store/stages.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { found } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { findLeadNamed, leadSummary } from './read-lead.ts'

/**
 * Puts a lead away, or takes it out again (F67): a flag, which lists leave out and nothing else looks at. Its stage, its
 * referrals and its money stay as they are. Doing it twice changes nothing. Problems: NOT_FOUND; IN_USE for a lead that
 * still waits for a partner by itself, and would go to one out of sight.
 */
export async function archiveLead(
  ctx: Ctx,
  { leadId, archived }: { leadId: string; archived: boolean },
): Promise<LeadSummary> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const lead = found(await findLeadNamed(ctx.db, leadId))
    if (archived && lead.location === 'held')
      throw new Problem('IN_USE', { detail: 'It still waits for a partner. Close it first: unqualified, for one.' })
    const isChange = archived === (lead.archived_at === null)
    const version = lead.version + 1
    const archivedAt = archived ? ctx.now : null
    const answer = leadSummary(isChange ? { ...lead, version, archived_at: archivedAt } : lead)
    await commitOrThrow(ctx, {
      history: isChange ? [{ id: leadId, version, event: archived ? 'lead.archived' : 'lead.unarchived' }] : [],
      write: isChange ? [updateLeadArchived(ctx.db, { id: leadId, version, archivedAt })] : [],
      answer,
    })
    return answer
  })
}
