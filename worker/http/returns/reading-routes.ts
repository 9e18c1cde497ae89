import { returnKey } from '../../../contract/id.ts'
import { type Page, pageOf, toPage } from '../../../contract/page.ts'
import { type ReturnView, returnSchema, returnsQuery } from '../../../contract/return.ts'
import type { ReturnFilter } from '../../../db/store/returns.ts'
import { badCursor } from '../../operations/page-start.ts'
import { listedReturnView, listReturns } from '../../operations/returns/list-returns.ts'
import { readReturn } from '../../operations/returns/read-return.ts'
import type { Cell } from '../csv.ts'
import { type AnyRoute, route } from '../route.ts'

const getReturns = route({
  method: 'GET',
  path: '/v1/returns',
  may: ['admin', 'partner'],
  tag: 'Returns',
  summary: 'List returns, the newest asked for first',
  description: 'A partner sees its own.',
  query: returnsQuery,
  answer: { status: 200, body: pageOf(returnSchema) },
  csv: {
    columns: [
      'Return',
      'Referral',
      'Partner',
      'Partner name',
      'Lead type',
      'State',
      'Reason',
      'Text',
      'Links',
      'Reference',
      'Delivered at',
      'Requested at',
      'Decided at',
      'Automatic',
      'Note',
      'Refunded in minor units',
    ],
    rows: csvRows,
  },
  async handle(ctx, { query: { limit, cursor, state, reason, partner, leadType, from, to } }) {
    const rows = await listReturns(ctx, {
      before: readCursor(cursor),
      partnerId: partner ?? null,
      leadTypeId: leadType ?? null,
      state: state ?? null,
      reason: reason ?? null,
      from: from ?? null,
      to: to ?? null,
      limit,
    })
    return toPage(rows, {
      limit,
      cursorOf: (row) => `${row.requested_at}~${row.lead_id}~${row.partner_id}`,
      toItem: (row) => listedReturnView(row, ctx),
    })
  },
})

function csvRows({ items }: Page<ReturnView>): Cell[][] {
  return items.map((one) => [
    one.id,
    one.referralId,
    one.partner.id,
    one.partner.name,
    one.leadType.name,
    one.state,
    one.reason,
    one.text,
    one.links.join(' '),
    one.reference,
    one.deliveredAt,
    one.requestedAt,
    one.decidedAt,
    one.automatic,
    one.note,
    one.refunded?.amount ?? null,
  ])
}

function readCursor(cursor: string | undefined): ReturnFilter['before'] {
  if (cursor === undefined) return null
  const [, at, leadId, partnerId] = /^([0-9]{1,15})~(lead_[0-9a-f-]{36})~([0-9]{1,9})$/.exec(cursor) ?? []
  if (leadId === undefined) throw badCursor()
  return { at: Number(at), leadId, partnerId: Number(partnerId) }
}

const getReturn = route({
  method: 'GET',
  path: '/v1/returns/{returnId}',
  may: ['admin', 'partner'],
  tag: 'Returns',
  summary: 'Read a return',
  params: { returnId: returnKey },
  answer: { status: 200, body: returnSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { returnId } }) => readReturn(ctx, returnId),
})

/** Returns as they stand. Behind decision-routes.ts in the list of routes: `decide` is no id. */
export const returnReadingRoutes: readonly AnyRoute[] = [getReturns, getReturn]
