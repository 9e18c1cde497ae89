import type { FieldProblem } from '../../../contract/problem.ts'
import { partnerWebhookTypes } from '../../../contract/webhook.ts'
import type { WebhookRow } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { addressProblem } from '../../outside/address.ts'

/** How many one partner, or the broker, may have. */
export const mostWebhooks = 25

/** Everything that is wrong with a webhook about to be saved: where it goes, and what a partner's may not hear. */
export function webhookProblems(ctx: Ctx, { url, types, partnerId }: WebhookRow): FieldProblem[] {
  const message = addressProblem(url, { development: ctx.env.ENVIRONMENT === 'development' })
  return [
    ...(message === null ? [] : [{ pointer: '/url', code: 'ADDRESS_NOT_ALLOWED', message }]),
    ...types.flatMap((type, i) =>
      partnerId === null || partnerWebhookTypes.includes(type) ? [] : [notForPartners(i)],
    ),
  ]
}

const notForPartners = (i: number): FieldProblem => ({
  pointer: `/types/${i}`,
  code: 'NOT_FOR_PARTNERS',
  message: "A partner's webhook hears of its own referrals and its own money only.",
})

export const tooMany: FieldProblem = {
  pointer: '',
  code: 'TOO_MANY',
  message: `There are ${mostWebhooks} webhooks already. Archive one first.`,
}
