import { type CandidateRow, selectArms, selectCandidates, selectDue, wakeDueTurns } from '../../../db/store/turns.ts'
import type { Ctx } from '../../context.ts'
import { evaluate } from '../../domain/eligibility/evaluate.ts'
import type { Facts, LeadFacts, LeadTypeFacts } from '../../domain/eligibility/facts.ts'
import { type Arm, type Candidate, type Choice, choose } from '../../domain/routing/choose.ts'
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
  /** How many more than wanted may step in when a turn was taken between the read and the commit. */
  spares: number
  /** One uniform number a slot (draws.ts). */
  draws: readonly number[]
  firstPage: number
  /** Partners that the database has refused for this lead. */
  excluded: ReadonlySet<number>
}

/** Pages of an arm, by keyset: most leads need the first only (ENGINE 3). */
const furtherPages = [16, 64, 512] as const

/** What was read, in the order of the arms, and who is offered the lead. `choice.readOn` is left when pages ran out. */
export interface ReadQueue {
  arms: Arm<ReadCandidate>[]
  choice: Choice<ReadCandidate>
}

/**
 * Reads the queue of a lead until its slots can be filled in the right order. One round trip for most leads; a second
 * where a turn's time has come, which wakes it. Only an arm that was drawn is ever read on.
 *
 * Waking is the queue's own bookkeeping, due at this instant whoever looks, so that a dry run does it as well.
 */
export async function readCandidates(ctx: Ctx, request: Request): Promise<ReadQueue> {
  const { cells, firstPage } = request
  const heads = [
    selectArms(ctx.db, cells),
    selectCandidates(
      ctx.db,
      cells.map((cell) => ({ cell })),
      firstPage,
    ),
  ]
  const [due, ...read] = await readBatch(ctx, [selectDue(ctx.db, cells, ctx.now), ...heads])
  const woken = due!.length > 0 ? await readBatch(ctx, [...wakeDueTurns(ctx.db, cells, ctx.now), ...heads]) : read
  const [armRows, candidateRows] = woken.slice(-heads.length)
  const arms = cells.map((cell) => newArm(cell, armRows as unknown as ArmRow[]))
  addPage(ctx, request, { arms, rows: candidateRows as unknown as CandidateRow[], page: firstPage })

  let choice = chooseFrom(arms, request)
  for (const page of furtherPages) {
    // Where one slot's arm is known, the next slot's may not be: each arm is read on with the same page.
    for (let readOn = choice.readOn; readOn !== null; readOn = choice.readOn) {
      if (!pageIsLarger(readOn, page)) break
      addPage(ctx, request, { arms: [readOn], rows: await readPage(ctx, readOn, page), page })
      choice = chooseFrom(arms, request)
    }
  }
  return { arms, choice }
}

const chooseFrom = (
  arms: readonly Arm<ReadCandidate>[],
  { draws, wanted, spares, excluded }: Request,
): Choice<ReadCandidate> => choose(arms, { draws, wanted, atMost: wanted + spares, excluded })

/** An arm that has given as many candidates as this page holds waits for a larger one. */
const pageIsLarger = ({ candidates }: Arm, page: number): boolean => candidates.length < page

function newArm(cell: number, rows: readonly ArmRow[]): Arm<ReadCandidate> {
  const own = rows.filter((row) => row.cell === cell)
  return { cell, ready: new Map(own.map(({ band, ready }) => [band, ready])), candidates: [], exhausted: false }
}

const readBatch = async (ctx: Ctx, statements: D1PreparedStatement[]): Promise<Record<string, unknown>[][]> =>
  (await ctx.db.batch<Record<string, unknown>>(statements)).map(({ results }) => results)

type ArmRow = { cell: number; band: number; ready: number }

async function readPage(ctx: Ctx, { cell, candidates }: Arm<ReadCandidate>, page: number): Promise<CandidateRow[]> {
  const after = candidates.at(-1)?.turn
  return (await selectCandidates(ctx.db, [{ cell, after }], page).all<CandidateRow>()).results
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
