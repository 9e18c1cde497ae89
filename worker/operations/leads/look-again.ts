import { minuteMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { deleteJob, insertJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import { selectHeldLeads } from '../../../db/store/leads.ts'
import { askForLook, type LookRow, selectDueLooks, takeLook } from '../../../db/store/looks.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { routeLead } from './route-lead.ts'

/** How many held leads one job looks at; the next job goes on behind them. */
const page = 25
const mostLooks = 50

/**
 * Turns every look whose time has come into a job (D21). From here on whatever wakes asks for a look of its own, so that
 * no change falls between two looks.
 */
export async function startLooks(ctx: Ctx): Promise<void> {
  const { results } = await selectDueLooks(ctx.db, ctx.now, mostLooks).all<LookRow>()
  // Refused: another sweep has just taken it up.
  for (const look of results)
    await commit(ctx, {
      history: [],
      write: [...takeLook(ctx.db, look), insertJob(ctx.db, lookJob(ctx, { leadTypeId: look.lead_type_id, after: '' }))],
    })
}

/**
 * Looks once more at the held leads of a type, oldest first: who can go to somebody by now goes, whose time is up is left
 * to a person, the rest asks for its next look. A lead that cannot be decided on stops none of the others.
 */
export async function lookAgain(
  ctx: Ctx,
  { leadTypeId, after, job }: { leadTypeId: number; after: string; job: JobRow },
): Promise<void> {
  const { results } = await selectHeldLeads(ctx.db, { leadTypeId, after, limit: page }).all<{ id: string }>()
  let undecided = 0
  for (const { id } of results) {
    try {
      await routeLead(ctx, { leadId: id, byItself: true })
    } catch (error) {
      undecided += 1
      if (!(error instanceof Problem)) logUndecided(id, error)
    }
  }
  const last = results.length === page ? results.at(-1)!.id : null
  await commit(ctx, {
    history: [],
    write: [
      mustHoldLease(ctx.db, job),
      deleteJob(ctx.db, job),
      ...(last === null ? [] : [insertJob(ctx.db, lookJob(ctx, { leadTypeId, after: last }))]),
      ...(undecided === 0
        ? []
        : [askForLook(ctx.db, { leadTypeId, cells: [], now: ctx.now, atLatest: ctx.now + 5 * minuteMs })]),
    ],
  })
}

/** Due at once and not leased: the sweep that is under way takes it. */
const lookJob = (ctx: Ctx, { leadTypeId, after }: { leadTypeId: number; after: string }): JobRow => ({
  due: ctx.now,
  id: `look:${leadTypeId}:${ctx.newId()}`,
  kind: 'look-again',
  data: { leadTypeId, after },
  attempts: 0,
  party: null,
})

function logUndecided(leadId: string, error: unknown): void {
  const because = error instanceof Error ? error.message : String(error)
  console.error(JSON.stringify({ event: 'look.undecided', leadId, because }))
}
