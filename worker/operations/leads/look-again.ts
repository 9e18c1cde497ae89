import { minuteMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { deleteJob, insertJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import { selectHeldLeads } from '../../../db/store/leads.ts'
import { askForLook, type LookRow, selectDueLooks, selectReadyCells, takeLook } from '../../../db/store/looks.ts'
import type { Ctx } from '../../context.ts'
import { placesOfLead } from '../../domain/places/schemes.ts'
import { Problem } from '../../problem.ts'
import { cellsOf } from '../routing/plan-route.ts'
import { routeLead } from './route-lead.ts'

/** How many held leads one job looks at, and how many of them it routes; the next job goes on behind them. */
const page = 200
const mostRouted = 15
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
 * to a person, the rest waits for its next look. Where nobody is ready on a lead's arms nobody can take it, so that it is
 * not even loaded. A lead that cannot be decided on stops none of the others.
 */
export async function lookAgain(
  ctx: Ctx,
  { leadTypeId, after, job }: { leadTypeId: number; after: string; job: JobRow },
): Promise<void> {
  const { results } = await selectHeldLeads(ctx.db, { leadTypeId, after, limit: page }).all<HeldRow>()
  const held = results.map((row) => ({ ...row, cells: cellsOf(leadTypeId, placesOfLead(row.outward).codes) }))
  const ready = await readyCells(ctx, [...new Set(held.flatMap(({ cells }) => cells))])
  const isWorthIt = ({ held_until, cells }: Held) =>
    held_until === null || held_until <= ctx.now || cells.some((cell) => ready.has(cell))

  const worthIt = held.filter(isWorthIt)
  const [now, later] = [worthIt.slice(0, mostRouted), worthIt[mostRouted]]
  const seen = later === undefined ? held : held.slice(0, held.indexOf(later))
  const undecided = await routeEach(ctx, now)
  const goesOn = later !== undefined || held.length === page
  const waiting = seen.filter((lead) => !worthIt.includes(lead))
  await commit(ctx, {
    history: [],
    write: [
      mustHoldLease(ctx.db, job),
      deleteJob(ctx.db, job),
      ...(goesOn ? [insertJob(ctx.db, lookJob(ctx, { leadTypeId, after: seen.at(-1)!.id }))] : []),
      ...(waiting.length === 0 ? [] : [nextLook(ctx, leadTypeId, waiting)]),
      ...(undecided === 0
        ? []
        : [askForLook(ctx.db, { leadTypeId, cells: [], now: ctx.now, atLatest: ctx.now + 5 * minuteMs })]),
    ],
  })
}

interface HeldRow {
  id: string
  outward: string | null
  held_until: number | null
}

type Held = HeldRow & { cells: number[] }

/** The cells on which somebody is ready, or was parked until an instant that has come. */
async function readyCells(ctx: Ctx, cells: readonly number[]): Promise<Set<number>> {
  const { results } = await selectReadyCells(ctx.db, { cells, now: ctx.now }).all<{ cell: number }>()
  return new Set(results.map(({ cell }) => cell))
}

/** How many could not be decided on. */
async function routeEach(ctx: Ctx, leads: readonly Held[]): Promise<number> {
  let undecided = 0
  for (const { id } of leads) {
    try {
      await routeLead(ctx, { leadId: id, byItself: true, leavesJobs: true })
    } catch (error) {
      undecided += 1
      if (!(error instanceof Problem)) logUndecided(id, error)
    }
  }
  return undecided
}

/** For leads that nobody is ready for: when the first of their parked turns comes due, or the first time is up. */
const nextLook = (ctx: Ctx, leadTypeId: number, waiting: readonly Held[]): D1PreparedStatement =>
  askForLook(ctx.db, {
    leadTypeId,
    cells: [...new Set(waiting.flatMap(({ cells }) => cells))],
    now: ctx.now,
    atLatest: Math.min(...waiting.map(({ held_until }) => held_until!)),
  })

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
