import { referralKey, returnKey } from '../../../contract/id.ts'
import {
  bulkRequestSchema,
  bulkResultSchema,
  returnOptionsSchema,
  returnRequestSchema,
  returnSchema,
} from '../../../contract/return.ts'
import { clearReturn } from '../../operations/returns/clear-return.ts'
import { readReturnOptions } from '../../operations/returns/read-return.ts'
import { requestReturn } from '../../operations/returns/request-return.ts'
import { requestReturns } from '../../operations/returns/request-returns.ts'
import { type AnyRoute, route } from '../route.ts'

const ofReferral = { referralId: referralKey }

const ofReturn = { returnId: returnKey }

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

/** What partners ask for, and take back. What becomes of it: decision-routes.ts. */
export const returnRoutes: readonly AnyRoute[] = [getOptions, postRequest, postRequests, postClear]
