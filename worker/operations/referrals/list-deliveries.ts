import type { LoggedTry } from '../../../contract/delivery-log.ts'
import { formatId } from '../../../contract/id.ts'
import type { Page } from '../../../contract/page.ts'
import {
  type LogFilter,
  type LoggedTryRow,
  type LogPosition,
  selectLateTries,
  selectWalk,
  selectWalkEnd,
} from '../../../db/store/delivery-log.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { walkedRange } from './delivery-log-range.ts'
import { type LogCursor, writeLogCursor } from './log-cursor.ts'
import { ownTry } from './own-try.ts'

/** How many referrals one page looks through at most; the cursor leads on, however few tries were found. */
const mostWalked = 1000

/**
 * The delivery log (D5): every try at delivering a referral, newest referral first and of each the newest try first; with
 * `since`, tries of long ago's referrals come last. A partner sees its own. Problems: NOT_FOUND for somebody else's,
 * NOT_ALLOWED.
 */
export async function listDeliveries(
  ctx: Ctx,
  { filter: asked, cursor, limit }: { filter: LogFilter; cursor: LogCursor | null; limit: number },
): Promise<Page<LoggedTry>> {
  const filter = { ...asked, partnerId: ownPartner(ctx, asked.partnerId) }
  const walked =
    cursor?.part === 'late' ? emptyWalk : await walk(ctx, { filter, before: cursor?.before ?? null, limit })
  if (walked.next !== null || filter.since === null) return pageOf(ctx, walked.rows, walked.next)
  const late = await readLate(ctx, {
    filter: { ...filter, since: filter.since },
    before: cursor?.part === 'late' ? cursor.before : null,
    limit: limit - walked.rows.length,
  })
  return pageOf(ctx, [...walked.rows, ...late.rows], late.next)
}

/** A partner's key is about itself, whether it says so or not. */
function ownPartner({ actor }: Ctx, asked: number | null): number | null {
  if (actor.kind !== 'partner') {
    requireAdmin(actor)
    return asked
  }
  if (asked !== null && asked !== actor.partnerId) throw new Problem('NOT_FOUND')
  return actor.partnerId
}

interface Part {
  rows: LoggedTryRow[]
  /** null: nothing is left of this part. */
  next: LogCursor | null
}

const emptyWalk: Part = { rows: [], next: null }

/** One more than the page is read: it says that there is another. */
async function walk(
  ctx: Ctx,
  { filter, before, limit }: { filter: LogFilter; before: LogPosition | null; limit: number },
): Promise<Part> {
  const along = { filter, before, ...walkedRange(filter), most: mostWalked }
  const [tries, ends] = await ctx.db.batch<Record<string, unknown>>([
    selectWalk(ctx.db, { ...along, limit: limit + 1 }),
    selectWalkEnd(ctx.db, along),
  ])
  const found = tries!.results as unknown as LoggedTryRow[]
  const end = ends!.results[0] as unknown as LoggedTryRow | undefined
  const rows = found.slice(0, limit)
  if (found.length > limit) return { rows, next: { part: 'walk', before: positionOf(rows.at(-1)!) } }
  return { rows, next: end === undefined ? null : { part: 'walk', before: { ...positionOf(end), version: 0 } } }
}

const positionOf = ({ referred_at, lead_id, partner_id, version }: LoggedTryRow): LogPosition => ({
  referredAt: referred_at,
  leadId: lead_id,
  partnerId: partner_id,
  version,
})

async function readLate(
  ctx: Ctx,
  {
    filter,
    before,
    limit,
  }: { filter: LogFilter & { since: number }; before: { id: string; version: number } | null; limit: number },
): Promise<Part> {
  const { from } = walkedRange(filter)
  const found = (await selectLateTries(ctx.db, { filter, before, from, limit: limit + 1 }).all<LoggedTryRow>()).results
  const rows = found.slice(0, limit)
  if (found.length <= limit) return { rows, next: null }
  const last = rows.at(-1)
  // The page was full before: the next one begins with them.
  return { rows, next: { part: 'late', before: last === undefined ? null : { id: last.id, version: last.version } } }
}

const pageOf = (ctx: Ctx, rows: readonly LoggedTryRow[], next: LogCursor | null): Page<LoggedTry> => ({
  items: rows.map((row) => loggedTry(ctx, row)),
  nextCursor: next === null ? null : writeLogCursor(next),
})

const loggedTry = (ctx: Ctx, row: LoggedTryRow): LoggedTry => ({
  referral: row.id,
  leadId: row.lead_id,
  partner: { id: formatId('partner', row.partner_id), name: row.partner_name },
  leadType: { id: formatId('leadType', row.lead_type_id), name: row.type_name },
  ...ownTry(ctx, row, row.state),
})
