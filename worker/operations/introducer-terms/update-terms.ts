import { formatId } from '../../../contract/id.ts'
import type { IntroducerTerms, IntroducerTermsChanges } from '../../../contract/introducer-terms.ts'
import { findTerms, updateTerms as updateTermsRow } from '../../../db/store/introducer-terms.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { currencyProblems, expectLive, expectNoProblems, expectVersion, found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { toTerms } from './terms-view.ts'

/** Changes what an introducer is owed. Leads that came in before keep what they came in with. */
export async function updateTerms(
  ctx: Ctx,
  termsId: number,
  { version, amount, ...changes }: IntroducerTermsChanges,
): Promise<IntroducerTerms> {
  requireAdmin(ctx.actor)
  const [{ currency }, row] = await Promise.all([loadBroker(ctx), findTerms(ctx.db, termsId)])
  const before = found(row)
  expectLive(before)
  expectVersion(before, version)
  expectNoProblems(currencyProblems('/amount', amount, currency))
  const own = { amount: amount?.amount ?? before.amount, version: before.version + 1 }
  const after = { ...before, ...given(changes), ...own }
  return commitChange(ctx, {
    id: formatId('introducerTerms', termsId),
    before: toTerms(before, currency),
    after: toTerms(after, currency),
    write: [updateTermsRow(ctx.db, after)],
  })
}
