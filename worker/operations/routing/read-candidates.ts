import {
  type AfterTurn,
  type CandidateRow,
  selectArms,
  selectCandidates,
  selectDue,
  wakeDueTurns,
} from '../../../db/store/turns.ts'
import type { Ctx } from '../../context.ts'
import { evaluate } from '../../domain/eligibility/evaluate.ts'
import type { Facts } from '../../domain/eligibility/facts.ts'
import { keepsFromEverybody } from '../../domain/eligibility/keeps-from-everybody.ts'
import { type Arm, type Candidate, type Choice, choose } from '../../domain/routing/choose.ts'
import { furtherPages } from '../../domain/routing/pages.ts'
import { type About, type Freshness, factsOf } from './facts-of.ts'

/** A candidate with everything it was judged from. */
export interface ReadCandidate extends Candidate {
  facts: Facts & { setup: NonNullable<Facts['setup']> }
  freshness: Freshness
  partnerName: string
}

interface Request {
  /** Read in the same round trip; `about` is made of their rows. */
  extra: D1PreparedStatement[]
  about(extra: Record<string, unknown>[][]): About
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
  /** Where an earlier look stopped, by cell: it goes on behind these turns. */
  after: Cursor
}

/** How far the arms of a lead have been read, by cell (ENGINE 3). */
export type Cursor = Readonly<Record<number, AfterTurn>>

/** What was read, in the order of the arms, and who is offered the lead. `choice.readOn` is left when pages ran out. */
export interface ReadQueue {
  arms: Arm<ReadCandidate>[]
  choice: Choice<ReadCandidate>
  extra: Record<string, unknown>[][]
}

/**
 * Reads the queue of a lead until its slots can be filled in the right order. One round trip for most leads; a second
 * where a turn's time has come, which wakes it. Only an arm that was drawn is ever read on.
 *
 * Waking is the queue's own bookkeeping, due at this instant whoever looks, so that a dry run does it as well.
 */
export async function readCandidates(ctx: Ctx, request: Request): Promise<ReadQueue> {
  const { cells, firstPage, after } = request
  const from = cells.map((cell) => ({ cell, after: after[cell] }))
  const heads = [selectArms(ctx.db, from, firstPage), selectCandidates(ctx.db, from, firstPage)]
  const [due, ...rest] = await readBatch(ctx, [selectDue(ctx.db, cells, ctx.now), ...heads, ...request.extra])
  const [read, extra] = [rest.slice(0, heads.length), rest.slice(heads.length)]
  const about = request.about(extra)
  const woken = due!.length > 0 ? await readBatch(ctx, [...wakeDueTurns(ctx.db, cells, ctx.now), ...heads]) : read
  const [armRows, candidateRows] = woken.slice(-heads.length)
  const arms = cells.map(newArm)
  addPage(ctx, about, { arms, armRows: armRows!, rows: candidateRows!, page: firstPage })

  let choice = chooseFrom(arms, request)
  if (arms.some(isInVain)) return { arms, choice: { ...choice, readOn: null }, extra }
  for (const page of furtherPages) {
    // Where one slot's arm is known, the next slot's may not be: each arm is read on with the same page.
    for (let readOn = choice.readOn; readOn !== null; readOn = choice.readOn) {
      if (!pageIsLarger(readOn, page)) break
      addPage(ctx, about, { arms: [readOn], ...(await readPage(ctx, readOn, { page, after })), page })
      choice = chooseFrom(arms, request)
    }
  }
  return { arms, choice, extra }
}

const chooseFrom = (
  arms: readonly Arm<ReadCandidate>[],
  { draws, wanted, spares, excluded }: Request,
): Choice<ReadCandidate> => choose(arms, { draws, wanted, atMost: wanted + spares, excluded })

/** Where nobody may have the lead, whoever stands further down may not either: it is not read on for each such lead. */
const isInVain = ({ candidates }: Arm): boolean => candidates[0]?.failures.some(keepsFromEverybody) ?? false

/** An arm that has given as many candidates as this page holds waits for a larger one. */
const pageIsLarger = ({ candidates }: Arm, page: number): boolean => candidates.length < page

const newArm = (cell: number): Arm<ReadCandidate> => ({ cell, ready: new Map(), candidates: [], exhausted: false })

const readBatch = async (ctx: Ctx, statements: D1PreparedStatement[]): Promise<Record<string, unknown>[][]> =>
  (await ctx.db.batch<Record<string, unknown>>(statements)).map(({ results }) => results)

/** One page further down an arm, with the bands that it can be of. */
async function readPage(
  ctx: Ctx,
  { cell, candidates }: Arm<ReadCandidate>,
  { page, after }: { page: number; after: Cursor },
): Promise<Pick<Page, 'armRows' | 'rows'>> {
  const from = [{ cell, after: candidates.at(-1)?.turn ?? after[cell] }]
  const [armRows, rows] = await readBatch(ctx, [selectArms(ctx.db, from, page), selectCandidates(ctx.db, from, page)])
  return { armRows: armRows!, rows: rows! }
}

/** What was read of some arms at once, as D1 gives it. */
interface Page {
  arms: Arm<ReadCandidate>[]
  armRows: Record<string, unknown>[]
  rows: Record<string, unknown>[]
  page: number
}

/** Judges the rows of one page and puts them behind their arm's candidates, in the order of the queue. */
function addPage(ctx: Ctx, about: About, { arms, armRows, rows, page }: Page): void {
  for (const arm of arms) {
    const ready = (armRows as { cell: number; band: number; ready: number }[]).filter(({ cell }) => cell === arm.cell)
    const read = (rows as unknown as CandidateRow[])
      .filter((row) => row.cell === arm.cell)
      .sort((a, b) => a.band! - b.band! || a.rank! - b.rank! || a.setup_id - b.setup_id)
    arm.ready = new Map([...arm.ready, ...ready.map((row) => [row.band, row.ready] as const)])
    arm.candidates.push(...read.map((row) => judge(ctx.now, row, about)))
    arm.exhausted = read.length < page
  }
}

function judge(now: number, row: CandidateRow, about: About): ReadCandidate {
  const { facts, freshness } = factsOf(row, { ...about, now, places: { allAreas: row.cell! % 2 ** 24 === 0 } })
  return {
    turn: { cell: row.cell!, band: row.band!, rank: row.rank!, setupId: row.setup_id },
    partnerId: row.partner_id,
    partnerName: row.partner_name,
    failures: evaluate(facts),
    facts,
    freshness,
  }
}
