import { mostSimulated, type NewSimulation } from '../../../contract/simulation.ts'
import { dayMs } from '../../../contract/time.ts'
import { type SimulatedLeadRow, selectLeadsBehind } from '../../../db/store/simulation.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'

/** The leads to route anew, in the order in which they came, and the window that they came in. */
export interface SimulatedLeads {
  rows: SimulatedLeadRow[]
  from: number
  until: number
}

/** Rows of one answer of the database. */
const page = 2500

/** How many leads are taken when nobody says which. */
const usualLast = 1000

/**
 * How long after its id was made a lead may come in and still be found by a window of time (it was kept on a telephone
 * without a signal). The last so many leads are found whatever their ids say.
 */
const longestUnderWay = 7 * dayMs

/** Reads the last so many leads, or those of a window. Problems: INVALID_BODY when the window is wrong or too full. */
export async function loadLeads(
  ctx: Ctx,
  {
    leadTypeId = null,
    last,
    from,
    until,
  }: { leadTypeId?: number | null } & Pick<NewSimulation, 'last' | 'from' | 'until'>,
): Promise<SimulatedLeads> {
  const window = from === undefined ? null : { from, until: until ?? ctx.now }
  const wanted = last ?? (window === null ? usualLast : mostSimulated + 1)
  const rows: SimulatedLeadRow[] = []
  for (let goesOn = true; goesOn; ) {
    const limit = Math.min(page, wanted - rows.length)
    const { results } = await selectLeadsBehind(ctx.db, {
      before: rows.at(-1)?.id ?? null,
      leadTypeId,
      limit,
      window: window && { ...window, fromId: idAt(window.from - longestUnderWay) },
    }).all<SimulatedLeadRow>()
    rows.push(...results)
    goesOn = results.length === limit && rows.length < wanted
  }
  if (rows.length > mostSimulated) throw tooMany()
  rows.sort((a, b) => a.received_at - b.received_at || (a.id < b.id ? -1 : 1))
  return {
    rows,
    from: window?.from ?? rows[0]?.received_at ?? ctx.now,
    until: window === null ? ctx.now : Math.min(window.until, ctx.now),
  }
}

/** Refuses a request for two lists of leads at once, or for a window that ends before it begins. */
export function windowProblems({ last, from, until }: Pick<NewSimulation, 'last' | 'from' | 'until'>) {
  if (last !== undefined && from !== undefined)
    return [{ pointer: '/last', code: 'ONE_OF', message: 'Give either `last` or `from`.' }]
  if (until !== undefined && from === undefined)
    return [{ pointer: '/until', code: 'ONE_OF', message: 'Give `from` as well: the last leads reach up to now.' }]
  if (until !== undefined && until < from!)
    return [{ pointer: '/until', code: 'BEFORE_START', message: 'The window ends before it begins.' }]
  return []
}

const tooMany = () =>
  new Problem('INVALID_BODY', {
    errors: [{ pointer: '/from', code: 'TOO_MANY', message: `More than ${mostSimulated} leads came in this window.` }],
  })

/** The lowest id that was made at an instant (contract/id.ts). */
function idAt(instant: number): string {
  const time = Math.max(0, instant).toString(16).padStart(12, '0')
  return `lead_${time.slice(0, 8)}-${time.slice(8)}`
}
