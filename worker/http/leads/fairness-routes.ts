import { fairnessQuery, fairnessSchema } from '../../../contract/fairness.ts'
import { numberedId } from '../../../contract/id.ts'
import { readFairness } from '../../operations/fairness/read-fairness.ts'
import { type AnyRoute, route } from '../route.ts'

const getFairness = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/fairness',
  may: ['admin', 'partner'],
  tag: 'Partners',
  summary: 'What a partner got of the leads of a type, and why it missed the others',
  description:
    'Every lead of the window (93 days and 1,000 leads at most) is judged as it was when it was decided on, by the rules that routing goes by. A partner sees its own numbers only. Where fewer than five others got leads of the type, whatever they could be worked out from is withheld.',
  params: { partnerId: numberedId('partner') },
  query: fairnessQuery,
  answer: { status: 200, body: fairnessSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { partnerId }, query: { leadType, from, to } }) =>
    readFairness(ctx, { partnerId, leadTypeId: leadType, from: from ?? null, to: to ?? null }),
})

export const fairnessRoutes: readonly AnyRoute[] = [getFairness]
