import { returnKey } from '../../../contract/id.ts'
import {
  approveReturnSchema,
  bulkDecisionSchema,
  bulkResultSchema,
  rejectReturnSchema,
  returnSchema,
} from '../../../contract/return.ts'
import { approveReturn } from '../../operations/returns/approve-return.ts'
import { decideReturns } from '../../operations/returns/decide-returns.ts'
import { rejectReturn } from '../../operations/returns/reject-return.ts'
import { type AnyRoute, route } from '../route.ts'

const ofReturn = { returnId: returnKey }

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

/** What becomes of returns that were asked for; the broker's affair. */
export const returnDecisionRoutes: readonly AnyRoute[] = [postDecisions, postApprove, postReject]
