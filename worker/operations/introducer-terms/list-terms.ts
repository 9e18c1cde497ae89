import type { IntroducerTerms, IntroducerTermsQuery } from '../../../contract/introducer-terms.ts'
import { type Page, toPage } from '../../../contract/page.ts'
import { listTerms as listTermsRows } from '../../../db/store/introducer-terms.ts'
import type { Ctx } from '../../context.ts'
import { requireOwn } from '../access/require-own.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { pageStart } from '../page-start.ts'
import { toTerms } from './terms-view.ts'

/** Terms by id. An introducer sees its own: naming anybody else is NOT_FOUND. */
export async function listTerms(
  ctx: Ctx,
  { cursor, limit, partnerId: asked, archived }: IntroducerTermsQuery,
): Promise<Page<IntroducerTerms>> {
  const partnerId = asked ?? (ctx.actor.kind === 'partner' ? ctx.actor.partnerId : undefined)
  if (partnerId !== undefined) requireOwn(ctx.actor, partnerId)
  const [{ currency }, rows] = await Promise.all([
    loadBroker(ctx),
    listTermsRows(ctx.db, { after: pageStart(cursor), limit, partnerId, archived }),
  ])
  return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: (row) => toTerms(row, currency) })
}
