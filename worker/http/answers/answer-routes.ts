import { proposedRuleSchema, proposeRuleSchema, triedRuleSchema, tryRuleSchema } from '../../../contract/answer-test.ts'
import { numberedId } from '../../../contract/id.ts'
import { proposeAnswerRule } from '../../operations/answers/propose-answer-rule.ts'
import { tryAnswerRule } from '../../operations/answers/try-answer-rule.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { partnerId: numberedId('partner') }

/** Several answers, of which one may be as long as what is read of a real one. */
const bodyLimit = 256 * 1024

const proposeRoute = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/answer-rule/propose',
  may: ['admin', 'partner'],
  changes: 'nothing',
  tag: 'Deliveries',
  summary: 'Propose how to read a server’s answers',
  description:
    'Paste what the server answers, from its documentation or from a test, best one of each kind with what it means. The rule that comes back goes into `delivery.internet.answer`; nothing is saved here.',
  params,
  body: proposeRuleSchema,
  bodyLimit,
  answer: { status: 200, body: proposedRuleSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { partnerId }, body }) => proposeAnswerRule(ctx, partnerId, body),
})

const tryRoute = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/answer-rule/try',
  may: ['admin', 'partner'],
  changes: 'nothing',
  tag: 'Deliveries',
  summary: 'Try a rule on pasted and recorded answers',
  description:
    'Says what the rule makes of each answer, and which of the recorded ones of the last 30 days would have come to something else. Nothing is saved and no lead is touched.',
  params,
  body: tryRuleSchema,
  bodyLimit,
  answer: { status: 200, body: triedRuleSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { partnerId }, body }) => tryAnswerRule(ctx, partnerId, body),
})

/** The delivery-contract tester (C14). */
export const answerRoutes: readonly AnyRoute[] = [proposeRoute, tryRoute]
