import { numberedId, referralKey } from '../../../contract/id.ts'
import { referralViewSchema } from '../../../contract/lead.ts'
import { declineSchema, offerSchema } from '../../../contract/offer.ts'
import { pageOf, pageQuery, toPage } from '../../../contract/page.ts'
import { acceptReferral } from '../../operations/offers/accept-referral.ts'
import { declineReferral } from '../../operations/offers/decline-referral.ts'
import { listOffers } from '../../operations/offers/list-offers.ts'
import { leadCursor, leadPageStart } from '../../operations/page-start.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { referralId: referralKey }

const getOffers = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/offers',
  may: ['admin', 'partner'],
  tag: 'Referrals',
  summary: 'Leads that wait for the partner to accept them',
  description:
    'The one that ends first comes first. An offer tells what the lead is about, where and at what price, and nothing of who the person is: that comes with the lead, when it is accepted.',
  params: { partnerId: numberedId('partner') },
  query: pageQuery,
  answer: { status: 200, body: pageOf(offerSchema) },
  problems: ['NOT_FOUND'],
  async handle(ctx, { params: { partnerId }, query: { limit, cursor } }) {
    const rows = await listOffers(ctx, { partnerId, limit, after: leadPageStart(cursor) })
    return toPage(rows, {
      limit,
      cursorOf: leadCursor,
      toItem: ({ offer }) => offer,
    })
  },
})

const postAccept = route({
  method: 'POST',
  path: '/v1/referrals/{referralId}/accept',
  may: ['admin', 'partner'],
  partnerAccess: 'leads',
  tag: 'Referrals',
  summary: 'Accept a lead that was offered',
  description:
    'Until before its `acceptBy`. What is charged on acceptance is charged, and the lead is delivered. Whoever is quicker wins: of an acceptance, a refusal and the end of its time, one counts.',
  params,
  answer: { status: 200, body: referralViewSchema },
  problems: ['NOT_FOUND', 'NOT_OFFERED', 'OFFER_LAPSED', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { referralId } }) => acceptReferral(ctx, referralId),
})

const postDecline = route({
  method: 'POST',
  path: '/v1/referrals/{referralId}/decline',
  may: ['admin', 'partner'],
  partnerAccess: 'leads',
  tag: 'Referrals',
  summary: 'Decline a lead that was offered',
  description:
    'Nothing is charged. The lead goes to the next partner, or waits for a person where the broker wants that.',
  params,
  body: declineSchema,
  answer: { status: 200, body: referralViewSchema },
  problems: ['NOT_FOUND', 'NOT_OFFERED', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { referralId }, body }) => declineReferral(ctx, { ...referralId, ...body }),
})

export const offerRoutes: readonly AnyRoute[] = [getOffers, postAccept, postDecline]
