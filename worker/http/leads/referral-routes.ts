import * as v from 'valibot'
import { numberedId, referralKey } from '../../../contract/id.ts'
import { referralViewSchema, triesSchema } from '../../../contract/lead.ts'
import { pageOf, pageQuery, toPage } from '../../../contract/page.ts'
import { progressReportSchema } from '../../../contract/progress.ts'
import { reportProgress } from '../../operations/billing/report-progress.ts'
import { leadCursor, leadPageStart } from '../../operations/page-start.ts'
import { listReferrals } from '../../operations/referrals/list-referrals.ts'
import { readReferral, readTries } from '../../operations/referrals/read-referral.ts'
import { redeliverReferral } from '../../operations/referrals/redeliver-referral.ts'
import { referralView } from '../../operations/referrals/referral-view.ts'
import { resolveReferral } from '../../operations/referrals/resolve-referral.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { referralId: referralKey }

const getReferrals = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/referrals',
  may: ['admin', 'partner'],
  tag: 'Referrals',
  summary: "A partner's referrals, newest first",
  params: { partnerId: numberedId('partner') },
  query: pageQuery,
  answer: { status: 200, body: pageOf(referralViewSchema) },
  problems: ['NOT_FOUND'],
  async handle(ctx, { params: { partnerId }, query: { limit, cursor } }) {
    const { rows, partnerName, currency } = await listReferrals(ctx, {
      partnerId,
      limit,
      before: leadPageStart(cursor),
    })
    return toPage(rows, {
      limit,
      cursorOf: (row) => leadCursor({ at: row.referred_at, leadId: row.lead_id }),
      toItem: (row) => referralView(row, { partnerName, currency }),
    })
  },
})

const getReferral = route({
  method: 'GET',
  path: '/v1/referrals/{referralId}',
  may: ['admin', 'partner'],
  tag: 'Referrals',
  summary: 'Read a referral',
  params,
  answer: { status: 200, body: referralViewSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { referralId } }) => readReferral(ctx, referralId),
})

const getDeliveries = route({
  method: 'GET',
  path: '/v1/referrals/{referralId}/deliveries',
  may: ['admin', 'partner'],
  tag: 'Referrals',
  summary: 'Every try at delivering it, with the raw request and answer',
  description:
    "Newest first. Requests and answers are kept for 30 days, without the partner's secrets. A partner sees what was sent where the lead is its own or its server answered.",
  params,
  answer: { status: 200, body: triesSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { referralId } }) => readTries(ctx, referralId),
})

const postRedeliver = route({
  method: 'POST',
  path: '/v1/referrals/{referralId}/redeliver',
  may: ['admin'],
  tag: 'Referrals',
  summary: 'Deliver it again',
  description: 'Under the same reference and without charging again.',
  params,
  answer: { status: 202, body: referralViewSchema },
  problems: ['NOT_FOUND', 'NOT_REDELIVERABLE', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { referralId } }) => redeliverReferral(ctx, referralId),
})

const postProgress = route({
  method: 'POST',
  path: '/v1/referrals/{referralId}/progress',
  may: ['admin', 'partner'],
  partnerAccess: 'leads',
  tag: 'Referrals',
  summary: 'Say how far its partner came with it',
  description:
    'Charges the billing point that is reached, and every earlier one that was not charged; none is ever charged twice. It only moves on. A partner says it is qualified or converted; only the broker invalidates, which gives back what is still held and leaves what was charged. It may take the lead’s stage forward, never back.',
  params,
  body: progressReportSchema,
  answer: { status: 200, body: referralViewSchema },
  problems: [
    'NOT_FOUND',
    'NOT_ALLOWED',
    'NOT_ACCEPTED',
    'REFERRAL_ENDED',
    'PROGRESS_BACK',
    'RETURN_OPEN',
    'VERSION_CONFLICT',
  ],
  handle: (ctx, { params: { referralId }, body }) => reportProgress(ctx, { ...referralId, ...body }),
})

const postResolve = route({
  method: 'POST',
  path: '/v1/referrals/{referralId}/resolve',
  may: ['admin'],
  tag: 'Referrals',
  summary: 'Say what became of a referral whose outcome is unknown',
  description:
    'After a timeout nobody knows whether the partner has the lead, so it is never sent to another one by itself. Ask the partner, then say: accepted (it is charged) or rejected (the hold is released and the lead goes on).',
  params,
  body: v.strictObject({
    outcome: v.picklist(['accepted', 'rejected']),
    reason: v.pipe(v.string(), v.trim(), v.minLength(3, 'Say how you know, in a few words.'), v.maxLength(300)),
  }),
  answer: { status: 200, body: referralViewSchema },
  problems: ['NOT_FOUND', 'NOT_UNKNOWN', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { referralId }, body }) => resolveReferral(ctx, { ...referralId, ...body }),
})

export const referralRoutes: readonly AnyRoute[] = [
  getReferrals,
  getReferral,
  getDeliveries,
  postRedeliver,
  postResolve,
  postProgress,
]
