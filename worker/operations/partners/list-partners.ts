import { type Page, toPage } from '../../../contract/page.ts'
import type { Partner, PartnerQuery } from '../../../contract/partner.ts'
import { listPartners as listPartnerRows } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { pageStart } from '../page-start.ts'
import { toPartner } from './partner-view.ts'

export async function listPartners(
  ctx: Ctx,
  { cursor, limit, status, buys, introduces, search }: PartnerQuery,
): Promise<Page<Partner>> {
  requireAdmin(ctx.actor)
  const [rows, { currency }] = await Promise.all([
    listPartnerRows(ctx.db, { after: pageStart(cursor), limit, status, buys, introduces, search }),
    loadBroker(ctx),
  ])
  return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: (row) => toPartner(row, currency) })
}
