import type { IntroducerTerms } from '../../../contract/introducer-terms.ts'
import { findTerms } from '../../../db/store/introducer-terms.ts'
import type { Ctx } from '../../context.ts'
import { requireOwn } from '../access/require-own.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { found } from '../config/checks.ts'
import { toTerms } from './terms-view.ts'

/** An introducer reads its own terms; somebody else's are as if they were not there. Problems: NOT_FOUND. */
export async function readTerms(ctx: Ctx, termsId: number): Promise<IntroducerTerms> {
  const [{ currency }, row] = await Promise.all([loadBroker(ctx), findTerms(ctx.db, termsId)])
  const terms = found(row)
  requireOwn(ctx.actor, terms.partnerId)
  return toTerms(terms, currency)
}
