import * as v from 'valibot'
import { decisionSchema } from '../../../contract/decision.ts'
import { leadIdSchema, numberedId } from '../../../contract/id.ts'
import { explainDecision } from '../../operations/decisions/explain-decision.ts'
import { type AnyRoute, route } from '../route.ts'

const getDecision = route({
  method: 'GET',
  path: '/v1/leads/{leadId}/decision',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Why a lead went where it went',
  description:
    'Every decision about the lead in order: when, by whom, which partners were considered, in which order and why, and what each of the others failed, with the values compared. Partners that nobody looked at, since their turn was parked or stood behind, are judged as they were then: a few of them in the newest decision, or one of your choice (`partner`) in each. `replayed` says whether the same rules decide the same on the facts as they are reconstructed.',
  params: { leadId: leadIdSchema },
  query: { partner: v.optional(numberedId('partner')) },
  answer: { status: 200, body: decisionSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { leadId }, query: { partner } }) =>
    explainDecision(ctx, { leadId, partnerId: partner ?? null }),
})

export const decisionRoutes: readonly AnyRoute[] = [getDecision]
