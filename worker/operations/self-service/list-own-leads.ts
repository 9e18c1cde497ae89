import type { OwnLead, OwnLeadQuery } from '../../../contract/own-lead.ts'
import type { Page } from '../../../contract/page.ts'
import { type OwnLeadRow, selectOwnLeads, selectOwnLeadsEnd } from '../../../db/store/own-leads.ts'
import type { Ctx } from '../../context.ts'
import { ownPartnerId } from '../access/own-partner-id.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { leadCursor, leadPageStart } from '../page-start.ts'
import { ownLeadView } from './own-lead-view.ts'

/** A page looks through so many referrals at most, whatever it is narrowed down to; then it says that there is more. */
const mostWalked = 1000

/** The leads of the partner that asks, newest first, each with what it may know of it. */
export async function listOwnLeads(
  ctx: Ctx,
  { cursor, limit, state, progress, leadType, since, until }: OwnLeadQuery,
): Promise<Page<OwnLead>> {
  const filter = {
    partnerId: ownPartnerId(ctx.actor),
    state: state ?? null,
    progress: progress ?? null,
    leadTypeId: leadType ?? null,
    since: since ?? null,
    until: until ?? null,
  }
  const along = { filter, before: leadPageStart(cursor), most: mostWalked }
  const [{ currency }, [leads, ends]] = await Promise.all([
    loadBroker(ctx),
    ctx.db.batch<OwnLeadRow>([
      selectOwnLeads(ctx.db, { ...along, limit: limit + 1 }),
      selectOwnLeadsEnd(ctx.db, along),
    ]),
  ])
  const shown = leads!.results.slice(0, limit)
  const next = leads!.results.length > limit ? shown.at(-1) : ends!.results[0]
  return { items: shown.map((row) => ownLeadView(row, currency)), nextCursor: next ? cursorOf(next) : null }
}

const cursorOf = ({ referred_at: at, lead_id: leadId }: OwnLeadRow): string => leadCursor({ at, leadId })
