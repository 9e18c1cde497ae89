import type { BulkResult, ReturnView } from '../../../contract/return.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { commitOrThrow } from '../commit-or-throw.ts'

/**
 * Does many things one after the other, each in a commit of its own: one that is refused does not keep the others (S11).
 * What follows from them is left to the minute's sweep, with its bounds. A repeat after a crash in the middle finds what
 * is done as it is and does the rest; the answer is kept at the end (D16).
 */
export async function oneByOne<Item>(
  ctx: Ctx,
  items: readonly Item[],
  { idOf, work }: { idOf(item: Item): string; work(ctx: Ctx, item: Item): Promise<ReturnView> },
): Promise<BulkResult> {
  const each: Ctx = { ...ctx, idempotency: null, startJob: () => {} }
  const results: BulkResult['items'] = []
  for (const item of items) results.push({ id: idOf(item), ...(await outcomeOf(work(each, item))) })
  const answer = { items: results }
  await commitOrThrow(ctx, { history: [], write: [], answer })
  return answer
}

/** A refusal is an answer here; a fault stays one. */
const outcomeOf = (work: Promise<ReturnView>): Promise<Omit<BulkResult['items'][number], 'id'>> =>
  work.then(
    (done) => ({ ok: true, return: done, problem: null }),
    (error: unknown) => {
      if (!(error instanceof Problem)) throw error
      const { code, message, errors } = error
      return { ok: false, return: null, problem: { code, detail: message, errors } }
    },
  )
