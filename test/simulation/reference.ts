import { evaluate } from '../../worker/domain/eligibility/evaluate.ts'
import type { LoadedLeadType } from '../../worker/operations/leads/load-lead-type.ts'
import { drawLots } from '../../worker/operations/routing/draws.ts'
import { readReportFacts } from '../../worker/operations/routing/report-facts.ts'
import type { TestCtx } from '../support/ctx.ts'

interface TurnRow {
  cell: number
  due: number
  band: number
  rank: number
  setup_id: number
}

export interface Expected {
  /** Partners in the order in which the lead must be offered to them. */
  order: number[]
  /** Eligible partners whose turn is parked all the same: must be none. */
  hidden: number[]
  /** Failures of every partner, by partner. */
  failures: Map<number, string[]>
}

/**
 * What brute force says: every setup is evaluated, and the slots are drawn over all turns in memory. Written apart
 * from choose() on purpose, from D2's words: highest priority, an arm in proportion to the ready turns, longest wait.
 */
export async function bruteForce(
  ctx: TestCtx,
  {
    leadId,
    leadType,
    lead,
    cells,
  }: {
    leadId: string
    leadType: LoadedLeadType
    lead: Parameters<typeof readReportFacts>[1]['lead']
    cells: readonly number[]
  },
): Promise<Expected> {
  const partners = await readReportFacts(ctx, { leadType, lead, limit: 10_000 })
  const turns = (
    await ctx.db
      .prepare(`SELECT cell, due, band, rank, setup_id FROM turns WHERE cell IN (${cells.join(', ')})`)
      .all<TurnRow>()
  ).results
  const verdicts = partners.map((partner) => ({ ...partner, failures: evaluate(partner.facts) }))
  const eligible = verdicts.filter(({ failures }) => failures.length === 0)
  const turnOf = (setupId: number | null) => turns.find((turn) => turn.setup_id === setupId)
  const lots = await drawLots(ctx.env.TENANT_SECRET, 'arm', leadId, 64)

  const waiting = eligible.flatMap(({ partnerId, setupId }) => {
    const turn = turnOf(setupId)
    return turn === undefined || turn.due !== 0 ? [] : [{ partnerId, ...turn }]
  })
  const order: number[] = []
  while (waiting.length > 0) {
    const band = Math.min(...waiting.map((turn) => turn.band))
    const arms = cells.filter((cell) => waiting.some((turn) => turn.cell === cell && turn.band === band))
    const ready = (cell: number) =>
      turns.filter((turn) => turn.cell === cell && turn.band === band && turn.due === 0).length
    let left = lots[order.length % lots.length]! * arms.reduce((sum, cell) => sum + ready(cell), 0)
    let drawn = arms.at(-1)!
    for (const cell of arms) {
      left -= ready(cell)
      if (left < 0) {
        drawn = cell
        break
      }
    }
    const first = waiting
      .filter((turn) => turn.cell === drawn && turn.band === band)
      .sort((a, b) => a.rank - b.rank || a.setup_id - b.setup_id)[0]!
    order.push(first.partnerId)
    waiting.splice(waiting.indexOf(first), 1)
  }
  return {
    order,
    hidden: eligible.filter(({ setupId }) => turnOf(setupId)?.due !== 0).map(({ partnerId }) => partnerId),
    failures: new Map(verdicts.map(({ partnerId, failures }) => [partnerId, failures.map(({ code }) => code)])),
  }
}
