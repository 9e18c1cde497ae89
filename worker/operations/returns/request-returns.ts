import { parseReferralId } from '../../../contract/id.ts'
import type { BulkRequest, BulkResult } from '../../../contract/return.ts'
import type { Ctx } from '../../context.ts'
import { oneByOne } from './one-by-one.ts'
import { requestReturn } from './request-return.ts'

/** Asks for many returns at once; each entry has a result of its own. */
export const requestReturns = (ctx: Ctx, { items }: BulkRequest): Promise<BulkResult> =>
  oneByOne(ctx, items, {
    idOf: ({ referralId }) => referralId,
    work: (each, { referralId, ...request }) => requestReturn(each, { ...parseReferralId(referralId)!, ...request }),
  })
