import { hourMs } from '../../../contract/time.ts'
import { type CodeRow, codeMustBe, countTry, findCode } from '../../../db/store/codes.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { throttle } from '../throttle.ts'
import { isCode } from './code-secret.ts'

/** How often one code may be got wrong; then it is as good as used. */
const mostTries = 5

/** Wrong codes of whatever kind, from one place. Those of one code are counted whoever shows them. */
const perCaller = { what: 'try:caller', most: 60, perMs: hourMs }

export interface ShownCode {
  codeId: string
  code: string
  /** Where the request comes from. */
  caller: string | null
}

/**
 * The code that somebody shows, if it is right, in time and unused. A wrong one is counted before it is refused; every
 * refusal is the same CODE_REFUSED. Whoever goes on must use the code up in their own commit (`usingCode`).
 */
export async function checkCode(
  ctx: Ctx,
  { codeId, code, caller }: ShownCode,
  purposes: readonly CodeRow['purpose'][],
): Promise<CodeRow> {
  const [row, isRight] = await Promise.all([findCode(ctx.db, codeId), isCode(ctx, codeId, code)])
  const isOpen = row !== null && row.usedAt === null && ctx.now < row.until && row.tries < mostTries
  if (!isOpen || !purposes.includes(row.purpose)) throw new Problem('CODE_REFUSED')
  if (isRight) return row
  // By itself: a refusal by the throttle would take the count back, and whoever has tried too often could go on for ever.
  await commitOrThrow(ctx, { history: [], write: [codeMustBe(ctx.db, row), countTry(ctx.db, row.id)] })
  await commitOrThrow(ctx, { history: [], write: await throttle(ctx, perCaller, caller) })
  throw new Problem('CODE_REFUSED')
}
