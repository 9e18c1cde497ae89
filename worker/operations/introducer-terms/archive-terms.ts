import { formatId } from '../../../contract/id.ts'
import type { IntroducerTerms } from '../../../contract/introducer-terms.ts'
import { findTerms, updateTerms } from '../../../db/store/introducer-terms.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { toTerms } from './terms-view.ts'

/**
 * Ends terms for good: new leads are owed nothing by them. Those that came in before keep what they came in with. Doing
 * it twice changes nothing.
 */
export async function archiveTerms(ctx: Ctx, termsId: number): Promise<IntroducerTerms> {
  requireAdmin(ctx.actor)
  const [{ currency }, row] = await Promise.all([loadBroker(ctx), findTerms(ctx.db, termsId)])
  const before = found(row)
  const after = { ...before, version: before.version + 1, archivedAt: before.archivedAt ?? ctx.now }
  return commitChange(ctx, {
    id: formatId('introducerTerms', termsId),
    event: 'archived',
    before: toTerms(before, currency),
    after: toTerms(after, currency),
    write: [updateTerms(ctx.db, after)],
  })
}
