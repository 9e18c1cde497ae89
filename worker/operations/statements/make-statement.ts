import { formatId } from '../../../contract/id.ts'
import { type StatementHead, type StatementMark, toMonthText } from '../../../contract/statement.ts'
import { minuteMs, toIso } from '../../../contract/time.ts'
import { deleteJob, insertJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import { selectFirstSince } from '../../../db/store/statement-lines.ts'
import {
  countStatements,
  findNeighbours,
  findStatement,
  insertStatement,
  rememberKey,
  type StatementRow,
  statementsMustBe,
} from '../../../db/store/statements.ts'
import { findLine } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import { monthAfter, monthSpan } from '../../domain/statements/month.ts'
import { headText } from '../../domain/statements/statement-text.ts'
import { Problem } from '../../problem.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { loadPartner } from '../partners/load-partner.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { sign, signingKey } from './signing-key.ts'
import { toSummary } from './statement-summary.ts'
import { beginning, type ChainPoint, walkLines } from './walk-lines.ts'

/** A month is over for good a little after its end: whatever was under way then is written by now. */
const graceMs = 15 * minuteMs

interface MakeStatement {
  partnerId: number
  /** 202610 */
  month: number
  /** The job that asks for it; it ends in the same commit. */
  job?: JobRow
  /** What tells of it: jobs of the same commit, where the month has a line. */
  tells?: JobRow[]
}

/**
 * Makes and signs a partner's statement of a month that is over, once; afterwards it gives the one that is there (C4). The
 * month is the partner's own: it begins and ends by the clocks of its zone. The hash chain is a property of the ledger
 * alone, so that months may be signed in any order and fit together. Problems: NOT_FOUND, MONTH_NOT_OVER.
 */
export function makeStatement(ctx: Ctx, asked: MakeStatement): Promise<StatementRow> {
  return retryOnRace(() => makeOnce(ctx, asked))
}

async function makeOnce(ctx: Ctx, { partnerId: party, month, job, tells = [] }: MakeStatement): Promise<StatementRow> {
  const made = await findStatement(ctx.db, { party, month })
  if (made !== null) {
    await commitOrThrow(ctx, { history: [], write: [], answer: toSummary(made) })
    return made
  }
  const [{ partner, currency }, broker, key, count] = await Promise.all([
    loadPartner(ctx, party),
    loadBroker(ctx),
    signingKey(ctx.env),
    countStatements(ctx.db, party),
  ])
  const span = monthSpan(month, partner.zone)
  if (ctx.now < span.until + graceMs) throw new Problem('MONTH_NOT_OVER')

  const { opening, closing, leadTypes } = await chainOf(ctx, { party, month, span })
  const head: StatementHead = {
    issuer: broker.name,
    partner: formatId('partner', party),
    partnerName: partner.name,
    month: toMonthText(month),
    zone: partner.zone,
    from: toIso(span.from),
    until: toIso(span.until),
    currency,
    opening: await markAt(ctx, party, opening),
    closing: await markAt(ctx, party, closing),
    leadTypes,
    madeAt: toIso(ctx.now),
    keyId: key.id,
  }
  const row: StatementRow = {
    party,
    month,
    startsAt: span.from,
    endsAt: span.until,
    openingN: opening.n,
    openingHash: opening.hash,
    closingN: closing.n,
    closingHash: closing.hash,
    head: JSON.stringify(head),
    signature: await sign(key, headText(head)),
    madeAt: ctx.now,
  }
  const messages = closing.n > opening.n ? tells : []
  await commitOrThrow(ctx, {
    history: [
      {
        id: `stm_${party}-${month}`,
        version: 1,
        event: 'statement.made',
        data: { partner: head.partner, month: head.month, lines: closing.n - opening.n, keyId: key.id },
      },
    ],
    write: [
      ...(job === undefined ? [] : [mustHoldLease(ctx.db, job), deleteJob(ctx.db, job)]),
      statementsMustBe(ctx.db, { party, count }),
      rememberKey(ctx.db, { id: key.id, publicKey: key.publicKey, now: ctx.now }),
      insertStatement(ctx.db, row),
      ...messages.map((message) => insertJob(ctx.db, message)),
    ],
    answer: toSummary(row),
  })
  for (const message of messages) ctx.startJob(message)
  return row
}

/**
 * Where a month begins and ends in the partner's chain. What is signed already decides: a month begins where the one
 * before it ended and ends where the one after it began, whatever became of the partner's zone in between.
 */
async function chainOf(
  ctx: Ctx,
  { party, month, span }: { party: number; month: number; span: { from: number; until: number } },
): Promise<{ opening: ChainPoint; closing: ChainPoint; leadTypes: Record<string, string> }> {
  const { before, after } = await findNeighbours(ctx.db, { party, month })
  const [opensAt, closesAt] = await ctx.db.batch<{ n: number }>([
    selectFirstSince(ctx.db, { party, at: span.from }),
    selectFirstSince(ctx.db, { party, at: span.until }),
  ])
  const least = before?.closingN ?? 0
  const most = after?.openingN ?? Number.MAX_SAFE_INTEGER
  const followsOn = before !== null && monthAfter(before.month) === month
  const leadsOn = after !== null && monthAfter(month) === after.month
  const openingN = followsOn ? least : clamp(opensAt!.results[0]!.n - 1, least, most)
  const closingN = leadsOn ? most : clamp(closesAt!.results[0]!.n - 1, openingN, most)

  const known = before === null ? await beginning(party) : { n: before.closingN, hash: before.closingHash }
  const opening = await walkLines(ctx, { partnerId: party, behind: known, upTo: openingN })
  const leadTypes: Record<string, string> = {}
  const closing = await walkLines(ctx, { partnerId: party, behind: opening, upTo: closingN }, (_, types) => {
    for (const { leadTypeId, name } of types) leadTypes[formatId('leadType', leadTypeId)] = name
  })
  return { opening, closing, leadTypes }
}

const clamp = (n: number, least: number, most: number): number => Math.max(least, Math.min(n, most))

/** The balances after a line; zeros before the first. */
async function markAt(ctx: Ctx, party: number, { n, hash }: ChainPoint): Promise<StatementMark> {
  const line = n === 0 ? null : await findLine(ctx.db, { party, n })
  return { n, balance: line?.balance ?? 0, held: line?.held ?? 0, payable: line?.payable ?? 0, hash }
}
