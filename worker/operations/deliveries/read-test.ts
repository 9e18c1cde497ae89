import type { DeliveryTest, TriedWay } from '../../../contract/delivery-test.ts'
import { parseId } from '../../../contract/id.ts'
import { toIso } from '../../../contract/time.ts'
import { selectTest, type TestRow } from '../../../db/store/delivery-samples.ts'
import type { Ctx } from '../../context.ts'
import { requireSelf } from '../access/require-self.ts'
import { found } from '../config/checks.ts'

/** A test of a delivery, and what came of it. Problems: NOT_FOUND, for another partner's as well. */
export async function readTest(ctx: Ctx, testId: string): Promise<DeliveryTest> {
  const { results } = await selectTest(ctx.db, testId).all<TestRow>()
  const asked = found(results[0] ?? null)
  const { partnerId, leadTypeId } = JSON.parse(asked.data) as { partnerId: string; leadTypeId: string | null }
  requireSelf(ctx.actor, parseId('partner', partnerId)!)
  const sent = results[1]
  return {
    id: testId,
    partnerId,
    leadTypeId,
    askedAt: toIso(asked.at),
    sentAt: sent === undefined ? null : toIso(sent.at),
    attempts: sent === undefined ? [] : triedWays(sent),
  }
}

/** Once the raw request and answer are purged, what is left says what came of it. */
function triedWays({ data, raw }: TestRow): TriedWay[] {
  const { attempts } = JSON.parse(data) as { attempts: Omit<TriedWay, 'request' | 'answer' | 'reason'>[] }
  const words = raw === null ? null : (JSON.parse(raw) as { attempts: TriedWay[] }).attempts
  return attempts.map((attempt, i) => {
    const { request = null, answer = null, reason = null } = words?.[i] ?? {}
    return { ...attempt, reason, request, answer }
  })
}
