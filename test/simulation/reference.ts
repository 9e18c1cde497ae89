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
  weight: number | null
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
 * from choose() on purpose, from D2's words: highest priority (and price), an arm in proportion to what is ready on it by
 * weight, then its first turn.
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
      .prepare(`SELECT cell, due, band, rank, setup_id, weight FROM turns WHERE cell IN (${cells.join(', ')})`)
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
  const bands = [...new Set(turns.map(({ band }) => band))].sort((a, b) => a - b)
  for (const band of bands) {
    // Arms with ready turns in this band; one that has nobody eligible left is out, and its share is drawn again.
    let arms = cells
      .map((cell) => ({
        cell,
        ready: turns
          .filter((turn) => turn.cell === cell && turn.band === band && turn.due === 0)
          .reduce((sum, { weight }) => sum + (weight ?? 1), 0),
      }))
      .filter(({ ready }) => ready > 0)
    let lot = lots[order.length]!
    while (arms.length > 0) {
      const total = arms.reduce((sum, { ready }) => sum + ready, 0)
      const edges = arms.map((_, i) => arms.slice(0, i + 1).reduce((sum, { ready }) => sum + ready, 0))
      const drawn = edges.findIndex((edge) => lot * total < edge)
      const { cell, ready } = arms[drawn]!
      const first = waiting
        .filter((turn) => turn.cell === cell && turn.band === band)
        .sort((a, b) => a.rank - b.rank || a.setup_id - b.setup_id)[0]
      if (first === undefined) {
        lot = (lot * total - (edges[drawn]! - ready)) / ready
        arms = arms.filter((_, i) => i !== drawn)
      } else {
        order.push(first.partnerId)
        waiting.splice(waiting.indexOf(first), 1)
        lot = lots[order.length]!
      }
    }
  }
  return {
    order,
    hidden: eligible.filter(({ setupId }) => turnOf(setupId)?.due !== 0).map(({ partnerId }) => partnerId),
    failures: new Map(verdicts.map(({ partnerId, failures }) => [partnerId, failures.map(({ code }) => code)])),
  }
}
