import type { NewTransaction, StatementLine } from '../../../contract/billing.ts'
import { formatId } from '../../../contract/id.ts'
import { must } from '../../../db/commit.ts'
import { type Balance, selectBalance, writeTransfer } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import { manualTransaction } from '../../domain/billing/postings.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { currencyProblems, expectNoProblems } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { statementLine } from './statement-line.ts'

/**
 * Adds a line to a partner's statement by hand, with a reason (F27). Money that comes in wakes the partner's turns
 * that wait for credit (a trigger). Problems: NOT_FOUND, INVALID_BODY for another currency, NO_CREDIT for a charge that
 * the balance and credit limit do not cover, VERSION_CONFLICT.
 */
export function addTransaction(ctx: Ctx, transaction: NewTransaction & { partnerId: number }): Promise<StatementLine> {
  requireAdmin(ctx.actor)
  return retryOnRace(() => addOnce(ctx, transaction))
}

async function addOnce(
  ctx: Ctx,
  { partnerId, kind, amount, reason }: NewTransaction & { partnerId: number },
): Promise<StatementLine> {
  const [partners, balances] = await ctx.db.batch<Record<string, unknown>>([
    ctx.db.prepare('SELECT id, (SELECT currency FROM broker) AS currency FROM partners WHERE id = ?').bind(partnerId),
    selectBalance(ctx.db, partnerId),
  ])
  const partner = partners!.results[0] as { id: number; currency: string } | undefined
  if (partner === undefined) throw new Problem('NOT_FOUND')
  expectNoProblems(currencyProblems('/amount', amount, partner.currency))

  const id = ctx.newId()
  const signed = kind === 'charge' ? -amount.amount : amount.amount
  const posting = manualTransaction({ id, partnerId, kind, amountMinor: signed, reason })
  const last = (balances!.results[0] as unknown as Balance | undefined) ?? { n: 0, balance: 0, held: 0, payable: 0 }
  const { amountMinor, debit, credit } = posting
  const line = statementLine({
    party: partnerId,
    n: last.n + 1,
    id: posting.id,
    kind,
    at: ctx.now,
    note: reason,
    debit,
    credit,
    amount: amountMinor,
    currency: partner.currency,
    balance: last.balance + signed,
    held: last.held,
    payable: last.payable,
  })
  await commitOrThrow(ctx, {
    history: [
      {
        id: `txn_${id}`,
        version: 1,
        event: 'transaction.added',
        data: { partner: formatId('partner', partnerId), kind, amountMinor: signed, reason, line: line.n },
      },
    ],
    write: [mustContinue(ctx.db, partnerId, last.n), writeTransfer(ctx.db, posting, ctx.now)],
    answer: line,
  })
  return line
}

/** The line that is answered is the line that is written: another one in between means reading again. */
const mustContinue = (db: D1Database, partnerId: number, n: number): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT coalesce((SELECT n FROM transfers WHERE party = ? ORDER BY n DESC LIMIT 1), 0) = ?',
    word: 'VERSION_CONFLICT',
    params: [partnerId, n],
  })
