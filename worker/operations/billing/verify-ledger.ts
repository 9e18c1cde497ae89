import type * as v from 'valibot'
import type { verificationSchema } from '../../../contract/billing.ts'
import { ledgerChecks } from '../../../db/store/ledger-checks.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'

/**
 * Proves the books (C4): every statement is an unbroken chain whose balances equal its transfers, all accounts sum to
 * zero, every hold belongs to a referral and is settled or released at most once, every charge has its delivered
 * referral, and what is held is what live referrals still hold.
 */
export async function verifyLedger(ctx: Ctx): Promise<v.InferOutput<typeof verificationSchema>> {
  requireAdmin(ctx.actor)
  const [totals, accounts, ...findings] = (
    await ctx.db.batch<Record<string, unknown>>([
      ctx.db.prepare(
        'SELECT count(*) AS transfers, count(DISTINCT party) AS parties, (SELECT currency FROM broker) AS currency FROM transfers',
      ),
      ctx.db.prepare(
        `SELECT account, sum(amount) AS sum FROM (
           SELECT credit AS account, amount FROM transfers UNION ALL SELECT debit, -amount FROM transfers)
         GROUP BY account ORDER BY account`,
      ),
      ...ledgerChecks.map(({ sql }) => ctx.db.prepare(sql)),
    ])
  ).map(({ results }) => results)
  const { transfers, parties, currency } = totals![0] as { transfers: number; parties: number; currency: string }
  const found = findings.flatMap((rows, i) =>
    rows.map(({ about, detail }) => ({ check: ledgerChecks[i]!.check, about: String(about), detail: String(detail) })),
  )
  return {
    ok: found.length === 0,
    transfers,
    parties,
    accounts: (accounts as { account: string; sum: number }[]).map(({ account, sum }) => ({
      account,
      sum: { amount: sum, currency },
    })),
    findings: found,
  }
}
