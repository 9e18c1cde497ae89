import { completeDelivery } from '../../../contract/delivery.ts'
import type { DeliveryTest, NewDeliveryTest } from '../../../contract/delivery-test.ts'
import { formatId } from '../../../contract/id.ts'
import { toIso } from '../../../contract/time.ts'
import { countTestsUnderWay } from '../../../db/store/delivery-samples.ts'
import { insertJob, type JobRow, leaseMs } from '../../../db/store/jobs.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireSelf } from '../access/require-self.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { found } from '../config/checks.ts'
import { sampleParcel } from './sample-parcel.ts'

/** So many tests of one partner may be under way at once: a test is no way to make us call somebody over and over. */
const mostAtOnce = 3

/**
 * Sends a made-up lead, marked as a test, to where a partner gets its leads (F32): under a reference of its own, and with
 * no lead or referral behind it, so that there is nothing to charge, to count or to introduce. It is sent by a job; what
 * came of it can be read by its id. Neither a pause nor an open breaker holds it up, and it changes neither.
 *
 * Problems: NOT_FOUND, INVALID_BODY, NO_DELIVERY when the partner has no way to get leads, RATE_LIMITED.
 */
export async function startTest(
  ctx: Ctx,
  partnerId: number,
  { leadTypeId: wanted }: NewDeliveryTest,
): Promise<DeliveryTest> {
  requireSelf(ctx.actor, partnerId)
  const partner = found(await findPartner(ctx.db, partnerId))
  const { email, internet } = completeDelivery(partner.delivery)
  if (email === null && internet === null) throw new Problem('NO_DELIVERY')
  const [{ leadTypeId }, underWay] = await Promise.all([
    sampleParcel(ctx, { partner, leadTypeId: wanted, boughtOnly: ctx.actor.kind === 'partner' }),
    countTestsUnderWay(ctx.db, partnerId),
  ])
  if ((underWay ?? 0) >= mostAtOnce) throw new Problem('RATE_LIMITED')

  const id = `tst_${ctx.newId()}`
  const asked = {
    partnerId: formatId('partner', partnerId),
    leadTypeId: leadTypeId === null ? null : formatId('leadType', leadTypeId),
  }
  const job: JobRow = {
    due: ctx.now + leaseMs,
    id,
    kind: 'send-test-lead',
    data: { testId: id, partnerId, leadTypeId },
    attempts: 1,
    party: partnerId,
  }
  const answer = { id, ...asked, askedAt: toIso(ctx.now), sentAt: null, attempts: [] }
  await commitOrThrow(ctx, {
    history: [{ id, version: 1, event: 'delivery-test.asked', data: asked }],
    write: [insertJob(ctx.db, job)],
    answer,
  })
  ctx.startJob(job)
  return answer
}
