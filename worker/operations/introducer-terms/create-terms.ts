import type { IntroducerTerms, NewIntroducerTerms } from '../../../contract/introducer-terms.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { findLiveTerms, insertTerms, nextTermsId } from '../../../db/store/introducer-terms.ts'
import { findLeadType } from '../../../db/store/lead-types.ts'
import { findPartner, type PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { currencyProblems, expectNoProblems } from '../config/checks.ts'
import { leadTypeProblems, partnerProblems } from '../config/reference-problems.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { toTerms } from './terms-view.ts'

/**
 * Agrees what an introducer is owed for its leads: a fixed amount for each that is accepted, shares of what their buyers
 * are charged, or both (F39). They count for leads that come in from now on. Problems: INVALID_BODY for a partner that
 * introduces nothing, TERMS_EXIST for a second set of the same introducer and type.
 */
export async function createTerms(ctx: Ctx, settings: NewIntroducerTerms): Promise<IntroducerTerms> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const { partnerId, leadTypeId, amount, shares } = settings
    const [{ currency }, partner, leadType, existing, id] = await Promise.all([
      loadBroker(ctx),
      findPartner(ctx.db, partnerId),
      leadTypeId === null ? null : findLeadType(ctx.db, leadTypeId),
      findLiveTerms(ctx.db, { partnerId, leadTypeId }),
      nextTermsId(ctx.db),
    ])
    expectNoProblems([
      ...introducerProblems(partner),
      ...(leadTypeId === null ? [] : leadTypeProblems(leadType)),
      ...currencyProblems('/amount', amount, currency),
    ])
    if (existing !== null) throw new Problem('TERMS_EXIST')
    const row = { id, version: 1, partnerId, leadTypeId, amount: amount?.amount ?? 0, shares, archivedAt: null }
    const answer = toTerms(row, currency)
    const { id: termsId, version, archivedAt: _, ...created } = answer
    await commitOrThrow(ctx, {
      history: [{ id: termsId, version, event: 'created', data: created }],
      write: [insertTerms(ctx.db, row)],
      answer,
    })
    return answer
  })
}

function introducerProblems(partner: PartnerRow | null): FieldProblem[] {
  if (partner === null || partner.introduces) return partnerProblems(partner)
  return [{ pointer: '/partnerId', code: 'NOT_INTRODUCER', message: 'This partner introduces no leads.' }]
}
