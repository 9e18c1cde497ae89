import { type CandidateRow, selectArms, selectCandidates, wakeDueTurns } from '../../../db/store/turns.ts'
import type { Ctx } from '../../context.ts'
import { evaluate } from '../../domain/eligibility/evaluate.ts'
import type { Facts, LeadFacts, LeadTypeFacts } from '../../domain/eligibility/facts.ts'
import { type Arm, armsToReadOn, type Candidate } from '../../domain/routing/choose.ts'
import { type Freshness, factsOf } from './facts-of.ts'

/** A candidate with everything it was judged from. */
export interface ReadCandidate extends Candidate {
  facts: Facts & { setup: NonNullable<Facts['setup']> }
  freshness: Freshness
  partnerName: string
}

interface Request {
  leadType: LeadTypeFacts
  lead: LeadFacts
  /** Widest first: all areas, then the lead's places. */
  cells: readonly number[]
  wanted: number
  firstPage: number
}

/** Pages of an arm, by keyset: most leads need the first only (ENGINE 3). */
const furtherPages = [16, 64, 512] as const

/**
 * Reads the queue of a lead until the slots can be filled in the right order. One round trip for most leads: turns
 * whose time has come wake, arms and first candidates come, and `extra` statements ride along.
 */
export async function readCandidates(
  ctx: Ctx,
  request: Request,
  extra: readonly D1PreparedStatement[] = [],
): Promise<{ arms: Arm<ReadCandidate>[]; extraRows: Record<string, unknown>[][]; cutShort: boolean }> {
  const { cells, firstPage, wanted } = request
  const results = (
    await ctx.db.batch<Record<string, unknown>>([
      ...wakeDueTurns(ctx.db, cells, ctx.now),
      selectArms(ctx.db, cells),
      selectCandidates(
        ctx.db,
        cells.map((cell) => ({ cell })),
        firstPage,
      ),
      ...extra,
    ])
  ).map((result) => result.results)
  const [armRows, candidateRows, ...extraRows] = results.slice(cells.length)

  const arms = cells.map((cell) => ({
    cell,
    ready: new Map(
      (armRows as unknown as ArmRow[]).filter((row) => row.cell === cell).map((row) => [row.band, row.ready]),
    ),
    candidates: [] as ReadCandidate[],
    exhausted: false,
  }))
  addPage(ctx, request, { arms, rows: candidateRows as unknown as CandidateRow[], page: firstPage })

  for (const page of furtherPages) {
    const toReadOn = armsToReadOn(arms, wanted) as typeof arms
    if (toReadOn.length === 0) break
    const rows = await readOn(ctx, toReadOn, page)
    addPage(ctx, request, { arms: toReadOn, rows, page })
  }
  return {
    arms,
    extraRows,
    cutShort: armsToReadOn(arms, wanted).length > 0,
  }
}

type ArmRow = { cell: number; band: number; ready: number }

async function readOn(ctx: Ctx, arms: readonly Arm<ReadCandidate>[], page: number): Promise<CandidateRow[]> {
  const places = arms.map(({ cell, candidates }) => ({ cell, after: candidates.at(-1)?.turn }))
  return (await selectCandidates(ctx.db, places, page).all<CandidateRow>()).results
}

/** Judges the rows of one page and puts them behind their arm's candidates, in the order of the queue. */
function addPage(
  ctx: Ctx,
  { leadType, lead }: Request,
  { arms, rows, page }: { arms: Arm<ReadCandidate>[]; rows: readonly CandidateRow[]; page: number },
): void {
  for (const arm of arms) {
    const read = rows
      .filter((row) => row.cell === arm.cell)
      .sort((a, b) => a.band! - b.band! || a.rank! - b.rank! || a.setup_id - b.setup_id)
    arm.candidates.push(...read.map((row) => judge(ctx.now, row, { leadType, lead })))
    arm.exhausted = read.length < page
  }
}

function judge(now: number, row: CandidateRow, { leadType, lead }: Pick<Request, 'leadType' | 'lead'>): ReadCandidate {
  const { facts, freshness } = factsOf(row, { now, leadType, lead, places: { allAreas: row.cell! % 2 ** 24 === 0 } })
  return {
    turn: { cell: row.cell!, band: row.band!, rank: row.rank!, setupId: row.setup_id },
    partnerId: row.partner_id,
    partnerName: row.partner_name,
    failures: evaluate(facts),
    facts,
    freshness,
  }
}
