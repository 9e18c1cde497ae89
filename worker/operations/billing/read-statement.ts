import type { StatementLine, StatementQuery } from '../../../contract/billing.ts'
import { parseReferralId, referralId } from '../../../contract/id.ts'
import type { Page } from '../../../contract/page.ts'
import {
  type Narrowed,
  selectAbout,
  selectFirstSince,
  selectLastNumber,
  selectNewest,
  toLines,
} from '../../../db/store/statement-lines.ts'
import type { TransferRow } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import { lineCause } from '../../domain/billing/line-cause.ts'
import { lineIdsOf } from '../../domain/returns/referral-money.ts'
import { Problem } from '../../problem.ts'
import { requireOwn } from '../access/require-own.ts'
import { pageStart } from '../page-start.ts'
import { leadTypesOfLines } from './lead-types-of-lines.ts'
import { statementLine } from './statement-line.ts'

type Asked = StatementQuery & { partnerId: number }

/** A page looks through so many lines at most, whatever it is narrowed down to; then it says that there is more. */
export const mostWalked = 2000

/** Commits of one moment may carry instants in another order than their lines: so many lines beside an edge are read too. */
const edge = 64

/**
 * A page of a partner's statement, newest line first (F27). What it costs does not grow with the table: a page is a range
 * of the partner's own lines, found by number. Where a filter fits few lines a page may be short or empty and have a
 * `nextCursor` all the same: that much was looked through. Problems: NOT_FOUND, INVALID_QUERY for a
 * range that ends before it begins.
 */
export async function readStatement(ctx: Ctx, asked: Asked): Promise<Page<StatementLine>> {
  requireOwn(ctx.actor, asked.partnerId)
  expectRange(asked)
  const { lines, nextCursor } =
    asked.lead === undefined && asked.referral === undefined ? await walk(ctx, asked) : await linesAbout(ctx, asked)
  const types = await leadTypesOfLines(ctx, lines)
  const typeOf = ({ id }: TransferRow) => types.get(lineCause(id).leadId ?? '')?.name ?? null
  return { items: lines.map((line) => statementLine(line, typeOf(line))), nextCursor }
}

function expectRange({ since, until }: Asked): void {
  if (since === undefined || until === undefined || since <= until) return
  throw new Problem('INVALID_QUERY', {
    errors: [{ pointer: 'until', code: 'INVALID', message: 'It ends before it begins.' }],
  })
}

interface Found {
  lines: TransferRow[]
  nextCursor: string | null
}

async function walk(ctx: Ctx, { partnerId: party, limit, cursor, kind, since, until }: Asked): Promise<Found> {
  const { last, first, end } = await edges(ctx, { party, since, until })
  const to = Math.min(last + 1, end, cursor === undefined ? Number.POSITIVE_INFINITY : pageStart(cursor))
  const from = Math.max(first, to - mostWalked)
  const narrowed: Narrowed = { kind: kind ?? null, since: since ?? null, until: until ?? null }
  const { results } = await selectNewest(ctx.db, { party, from, to, limit: limit + 1, ...narrowed }).all<TransferRow>()
  if (results.length > limit) return { lines: results.slice(0, limit), nextCursor: String(results[limit - 1]!.n) }
  return { lines: results, nextCursor: from > first ? String(from) : null }
}

/** The lines between which two instants lie, by number. */
async function edges(
  ctx: Ctx,
  { party, since, until }: { party: number; since: number | undefined; until: number | undefined },
): Promise<{ last: number; first: number; end: number }> {
  const firstSince = (at: number | undefined) => selectFirstSince(ctx.db, { party, at: at ?? 0 })
  const [partners, last, first, end] = await ctx.db.batch<{ n: number }>([
    ctx.db.prepare('SELECT id AS n FROM partners WHERE id = ?').bind(party),
    selectLastNumber(ctx.db, party),
    ...(since === undefined && until === undefined ? [] : [firstSince(since), firstSince(until)]),
  ])
  if (partners!.results.length === 0) throw new Problem('NOT_FOUND')
  return {
    last: last!.results[0]!.n,
    first: since === undefined ? 1 : Math.max(1, first!.results[0]!.n - edge),
    end: until === undefined ? Number.MAX_SAFE_INTEGER : end!.results[0]!.n + edge,
  }
}

/** All lines about one lead, or one referral: there are a handful, and their ids say whose they are. */
async function linesAbout(ctx: Ctx, asked: Asked): Promise<Found> {
  const { partnerId: party, lead, referral, limit, cursor } = asked
  const named = referral === undefined ? null : parseReferralId(referral)!
  const leadId = lead ?? named!.leadId
  const its = named === null ? referralId(leadId, party) : referral!
  const [partners, lines] = await ctx.db.batch<Record<string, unknown>>([
    ctx.db.prepare('SELECT id FROM partners WHERE id = ?').bind(party),
    selectAbout(ctx.db, {
      party,
      ids: lineIdsOf(its.slice(4)),
      beginnings:
        named === null ? [`introducer:${leadId}:`, `introducer:ref_${leadId.slice(5, -8)}`] : [`introducer:${its}:`],
    }),
  ])
  if (partners!.results.length === 0) throw new Problem('NOT_FOUND')
  const before = cursor === undefined ? Number.POSITIVE_INFINITY : pageStart(cursor)
  const fitting = toLines(lines!).filter((line) => line.n < before && fits(line, asked))
  const shown = fitting.slice(0, limit)
  return { lines: shown, nextCursor: fitting.length > limit ? String(shown.at(-1)!.n) : null }
}

const fits = (line: TransferRow, { kind, since, until, lead }: Asked): boolean =>
  (kind === undefined || line.kind === kind) &&
  (since === undefined || line.at >= since) &&
  (until === undefined || line.at < until) &&
  (lead === undefined || lineCause(line.id).leadId === lead)
