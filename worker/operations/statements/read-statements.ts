import type { StatementDocument, StatementSummary } from '../../../contract/statement.ts'
import { findStatement, listStatements as listRows, type StatementRow } from '../../../db/store/statements.ts'
import type { Ctx } from '../../context.ts'
import { requireOwn } from '../access/require-own.ts'
import { found } from '../config/checks.ts'
import { loadPartner } from '../partners/load-partner.ts'
import { makeStatement } from './make-statement.ts'
import { readDocument } from './read-document.ts'
import { toSummary } from './statement-summary.ts'

interface OfMonth {
  partnerId: number
  /** 202610 */
  month: number
}

/** A partner's signed statements, newest first, one more than `limit` when there are more. Problems: NOT_FOUND. */
export async function listStatements(
  ctx: Ctx,
  { partnerId, before, limit }: { partnerId: number; before: number | null; limit: number },
): Promise<StatementRow[]> {
  requireOwn(ctx.actor, partnerId)
  await loadPartner(ctx, partnerId)
  return listRows(ctx.db, { party: partnerId, before, limit: limit + 1 })
}

/** A signed statement, whole. Problems: NOT_FOUND, also for a month that was not signed. */
export async function readStatementOf(ctx: Ctx, { partnerId, month }: OfMonth): Promise<StatementDocument> {
  requireOwn(ctx.actor, partnerId)
  return readDocument(ctx, found(await findStatement(ctx.db, { party: partnerId, month })))
}

/** Signs a month that is over, if it was not yet, and gives its statement. Problems: NOT_FOUND, MONTH_NOT_OVER. */
export async function signStatement(ctx: Ctx, { partnerId, month }: OfMonth): Promise<StatementSummary> {
  requireOwn(ctx.actor, partnerId)
  return toSummary(await makeStatement(ctx, { partnerId, month }))
}
