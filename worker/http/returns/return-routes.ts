import * as v from 'valibot'
import { parseReferralId, parseReturnId, referralIdSchema, returnIdSchema } from '../../../contract/id.ts'
import { type Page, pageOf, toPage } from '../../../contract/page.ts'
import {
  approveReturnSchema,
  bulkDecisionSchema,
  bulkRequestSchema,
  bulkResultSchema,
  type ReturnView,
  rejectReturnSchema,
  returnOptionsSchema,
  returnRequestSchema,
  returnSchema,
  returnsQuery,
} from '../../../contract/return.ts'
import type { ReturnFilter } from '../../../db/store/returns.ts'
import { badCursor } from '../../operations/page-start.ts'
import { approveReturn } from '../../operations/returns/approve-return.ts'
import { clearReturn } from '../../operations/returns/clear-return.ts'
import { decideReturns } from '../../operations/returns/decide-returns.ts'
import { listedReturnView, listReturns } from '../../operations/returns/list-returns.ts'
import { readReturn, readReturnOptions } from '../../operations/returns/read-return.ts'
import { rejectReturn } from '../../operations/returns/reject-return.ts'
import { requestReturn } from '../../operations/returns/request-return.ts'
import { requestReturns } from '../../operations/returns/request-returns.ts'
import type { Cell } from '../csv.ts'
import { type AnyRoute, route } from '../route.ts'

const ofReferral = {
  referralId: v.pipe(
    referralIdSchema,
    v.transform((text) => parseReferralId(text)!),
  ),
}

const ofReturn = {
  returnId: v.pipe(
    returnIdSchema,
    v.transform((text) => parseReturnId(text)!),
  ),
}

const requestProblems = [
  'NOT_FOUND',
  'NOT_RETURNABLE',
  'RETURN_EXISTS',
  'RETURN_WINDOW_OVER',
  'RETURN_RATE_REACHED',
  'VERSION_CONFLICT',
] as const

const getOptions = route({
  method: 'GET',
  path: '/v1/referrals/{referralId}/return',
  may: ['admin', 'partner'],
  tag: 'Returns',
  summary: 'Whether a referral can be returned, and how',
  description:
    'What the return policy of its lead type, or else of the preferences, asks for: reasons, evidence, and until when. `because` is what a request would be refused with.',
  params: ofReferral,
  answer: { status: 200, body: returnOptionsSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { referralId } }) => readReturnOptions(ctx, referralId),
})

const postRequest = route({
  method: 'POST',
  path: '/v1/referrals/{referralId}/return',
  may: ['admin', 'partner'],
  partnerAccess: 'leads',
  tag: 'Returns',
  summary: 'Return a referral',
  description:
    'The buyer gives the lead back, for one of the reasons that the policy allows. Where its rule for it holds, the return is approved at once; otherwise it waits for a decision, and the lead stays with the buyer. The same request once more changes nothing.',
  params: ofReferral,
  body: returnRequestSchema,
  answer: { status: 201, body: returnSchema },
  problems: requestProblems,
  handle: (ctx, { params: { referralId }, body }) => requestReturn(ctx, { ...referralId, ...body }),
})

const postRequests = route({
  method: 'POST',
  path: '/v1/returns',
  may: ['admin', 'partner'],
  partnerAccess: 'leads',
  tag: 'Returns',
  summary: 'Return many referrals at once',
  description:
    'Each is done for itself and has a result of its own: one that is refused does not keep the others. Repeat it safely.',
  body: bulkRequestSchema,
  bodyLimit: 512 * 1024,
  answer: { status: 200, body: bulkResultSchema },
  handle: (ctx, { body }) => requestReturns(ctx, body),
})

const postDecisions = route({
  method: 'POST',
  path: '/v1/returns/decide',
  may: ['admin'],
  tag: 'Returns',
  summary: 'Decide many returns at once',
  description: 'Approve, reject or clear each. One that is refused does not keep the others. Repeat it safely.',
  body: bulkDecisionSchema,
  bodyLimit: 256 * 1024,
  answer: { status: 200, body: bulkResultSchema },
  handle: (ctx, { body }) => decideReturns(ctx, body),
})

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
  params: ofReturn,
  answer: { status: 200, body: returnSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { returnId } }) => readReturn(ctx, returnId),
})

const postApprove = route({
  method: 'POST',
  path: '/v1/returns/{returnId}/approve',
  may: ['admin'],
  tag: 'Returns',
  summary: 'Approve a return',
  description:
    'Exactly what was charged for the referral goes back, what is still held is released, its slot is free, an appointment ahead is cancelled, and the lead goes on to the next partner as the policy says. Once more changes nothing.',
  params: ofReturn,
  body: approveReturnSchema,
  answer: { status: 200, body: returnSchema },
  problems: ['NOT_FOUND', 'RETURN_DECIDED', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { returnId }, body: { note, reroute } }) =>
    approveReturn(ctx, { ...returnId, note, reroute }),
})

const postReject = route({
  method: 'POST',
  path: '/v1/returns/{returnId}/reject',
  may: ['admin'],
  tag: 'Returns',
  summary: 'Reject a return',
  description: 'The lead stays with the buyer, and charged. It can be asked for again once this is cleared.',
  params: ofReturn,
  body: rejectReturnSchema,
  answer: { status: 200, body: returnSchema },
  problems: ['NOT_FOUND', 'RETURN_DECIDED', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { returnId }, body }) => rejectReturn(ctx, { ...returnId, ...body }),
})

const postClear = route({
  method: 'POST',
  path: '/v1/returns/{returnId}/clear',
  may: ['admin', 'partner'],
  partnerAccess: 'leads',
  tag: 'Returns',
  summary: 'Clear a return',
  description:
    'As if it had never been asked for, so that it can be asked for again. A partner takes its own open return back.',
  params: ofReturn,
  answer: { status: 200, body: returnSchema },
  problems: ['NOT_FOUND', 'RETURN_DECIDED', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { returnId } }) => clearReturn(ctx, returnId),
})

export const returnRoutes: readonly AnyRoute[] = [
  getOptions,
  postRequest,
  postRequests,
  getReturns,
  postDecisions,
  getReturn,
  postApprove,
  postReject,
  postClear,
]
