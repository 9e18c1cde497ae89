import type { Delivery } from '../../../contract/delivery.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import type { Ctx } from '../../context.ts'
import { deliveryProblems } from './delivery-problems.ts'
import { restoreSecrets } from './hidden-secrets.ts'

/** A delivery as it was given, with the secrets that came back hidden, and everything that is wrong with it. */
export async function checkedDelivery(
  ctx: Ctx,
  given: Delivery,
  before: Delivery,
): Promise<{ delivery: Delivery; problems: FieldProblem[] }> {
  const restored = given.internet === null ? null : restoreSecrets(given.internet, before.internet)
  const delivery = { email: given.email, internet: restored?.internet ?? null }
  return { delivery, problems: [...(restored?.problems ?? []), ...(await deliveryProblems(ctx, delivery, before))] }
}
