import { leadIdSchema, referralKey } from '../../../contract/id.ts'
import {
  reversalSchema,
  reversedIntroducerSchema,
  reversedLeadSchema,
  reversedReferralSchema,
  unreferredSchema,
  unreferSchema,
} from '../../../contract/reversal.ts'
import { reverseIntroducer } from '../../operations/reversals/reverse-introducer.ts'
import { reverseLead } from '../../operations/reversals/reverse-lead.ts'
import { reverseReferral } from '../../operations/reversals/reverse-referral.ts'
import { unreferReferral } from '../../operations/reversals/unrefer-referral.ts'
import { type AnyRoute, route } from '../route.ts'

const ofReferral = { referralId: referralKey }

const ofLead = { leadId: leadIdSchema }

const postUnrefer = route({
  method: 'POST',
  path: '/v1/referrals/{referralId}/unrefer',
  may: ['admin'],
  tag: 'Returns',
  summary: 'Call a lead back from its partner',
  description:
    'No money moves back: what was charged stays, what is still held goes free, and nothing more is charged. The slot is free again. The partner is told.',
  params: ofReferral,
  body: unreferSchema,
  answer: { status: 200, body: unreferredSchema },
  problems: ['NOT_FOUND', 'REFERRAL_ENDED', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { referralId }, body }) => unreferReferral(ctx, { ...referralId, ...body }),
})

const postReverseReferral = route({
  method: 'POST',
  path: '/v1/referrals/{referralId}/reverse',
  may: ['admin'],
  tag: 'Returns',
  summary: "Turn back a buyer's money for one referral",
  description:
    'All that was charged and is not refunded yet; nothing more is charged for it. The buyer keeps the lead, and the introducer its payment. Once more finds nothing left, and says so.',
  params: ofReferral,
  body: reversalSchema,
  answer: { status: 200, body: reversedReferralSchema },
  problems: ['NOT_FOUND', 'NOT_REVERSIBLE', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { referralId }, body }) => reverseReferral(ctx, { ...referralId, ...body }),
})

const postReverseLead = route({
  method: 'POST',
  path: '/v1/leads/{leadId}/reverse',
  may: ['admin'],
  tag: 'Returns',
  summary: 'Turn back all money of a lead, both sides of it',
  description:
    'What its buyers were charged and what its introducer is owed, in one step. Whoever has the lead keeps it. Once more finds nothing left, and says so.',
  params: ofLead,
  body: reversalSchema,
  answer: { status: 200, body: reversedLeadSchema },
  problems: ['NOT_FOUND', 'NOT_REVERSIBLE', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { leadId }, body }) => reverseLead(ctx, { leadId, ...body }),
})

const postReverseIntroducer = route({
  method: 'POST',
  path: '/v1/leads/{leadId}/reverse-introducer',
  may: ['admin'],
  tag: 'Returns',
  summary: 'Turn back what the introducer of a lead is owed',
  description: "Buyers' money stays where it is. Once more finds nothing left, and says so.",
  params: ofLead,
  body: reversalSchema,
  answer: { status: 200, body: reversedIntroducerSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { leadId }, body }) => reverseIntroducer(ctx, { leadId, ...body }),
})

export const reversalRoutes: readonly AnyRoute[] = [
  postUnrefer,
  postReverseReferral,
  postReverseLead,
  postReverseIntroducer,
]
