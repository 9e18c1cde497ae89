import { hourMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { deleteJob, insertJob, type JobRow, leaseMs, mustHoldLease } from '../../../db/store/jobs.ts'
import { beginMonth, isMonthBegun, selectPartiesAfter } from '../../../db/store/statements.ts'
import type { Ctx } from '../../context.ts'
import { monthAt, monthBefore, monthSpan } from '../../domain/statements/month.ts'
import { statementJob } from './run-statement.ts'
import { runningBroker } from './running-broker.ts'

/** So many partners at a time. */
const atOnce = 100

/** The clocks of two zones are at most 26 hours apart: after so long a month is over wherever a partner is. */
const everywhereMs = 27 * hourMs

/**
 * Once a month is over, has every partner's statement of it made: asked once an hour by the sweep, begun once. The month
 * is over when it is in the broker's zone and in every partner's, each of whose statements keeps to its own zone.
 */
export async function startMonthEnd(ctx: Ctx): Promise<void> {
  if (new Date(ctx.now).getUTCMinutes() !== 30) return
  const zone = await runningBroker(ctx)
  if (zone === null) return
  const month = monthBefore(monthAt(zone, ctx.now - everywhereMs))
  if (await isMonthBegun(ctx.db, month)) return
  const data = { month, until: monthSpan(month, zone).until + everywhereMs, after: 0 }
  await commit(ctx, {
    history: [],
    write: [beginMonth(ctx.db, { month, now: ctx.now }), insertJob(ctx.db, monthEndJob(ctx.now, data))],
  })
}

interface MonthEnd {
  month: number
  /** When it was over everywhere: who had no money on its statement by then needs none of it. */
  until: number
  /** The last partner that was seen to. */
  after: number
}

const monthEndJob = (now: number, data: MonthEnd): JobRow => ({
  due: now + leaseMs,
  id: `month-end:${data.month}:${data.after}`,
  kind: 'month-end',
  data: { ...data },
  attempts: 0,
  party: null,
})

/** Asks for the statements of the next hundred partners, and goes on behind them in a job of its own. */
export async function runMonthEnd(ctx: Ctx, { month, until, after, job }: MonthEnd & { job: JobRow }): Promise<void> {
  const { results } = await selectPartiesAfter(ctx.db, { after, until, limit: atOnce }).all<{ id: number }>()
  const last = results.at(-1)?.id
  await commit(ctx, {
    history: [],
    write: [
      mustHoldLease(ctx.db, job),
      ...results.map(({ id }) =>
        insertJob(ctx.db, { ...statementJob(ctx.now, { partnerId: id, month }), due: ctx.now }),
      ),
      ...(results.length === atOnce
        ? [insertJob(ctx.db, { ...monthEndJob(ctx.now, { month, until, after: last! }), due: ctx.now })]
        : []),
      deleteJob(ctx.db, job),
    ],
  })
}
