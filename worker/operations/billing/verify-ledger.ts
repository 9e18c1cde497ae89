import type * as v from 'valibot'
import type { verificationSchema } from '../../../contract/billing.ts'
import { ledgerCauses } from '../../../db/store/ledger-causes.ts'
import { ledgerChecks } from '../../../db/store/ledger-checks.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'

/**
 * Proves the books (C4): every statement is an unbroken chain whose balances equal its transfers, all accounts sum to
 * zero, every charge is one that its referral makes and every point that was reached is charged, what is held is what may
 * still be charged, and every line has its cause in the records, as every cause has its line (db/store/ledger-checks.ts,
 * ledger-causes.ts). Its time grows with the number of transfers and no faster.
 */
export async function verifyLedger(ctx: Ctx): Promise<v.InferOutput<typeof verificationSchema>> {
  requireAdmin(ctx.actor)
  const [totals, accounts, ...findings] = (
    await ctx.db.batch<Record<string, unknown>>([
      ctx.db.prepare(
        'SELECT count(*) AS transfers, count(DISTINCT party) AS parties, (SELECT currency FROM broker) AS currency FROM transfers',
      ),
      ctx.db.prepare(
        `WITH moved AS MATERIALIZED (SELECT debit, credit, sum(amount) AS amount FROM transfers GROUP BY debit, credit)
         SELECT account, sum(amount) AS sum FROM (
           SELECT credit AS account, amount FROM moved UNION ALL SELECT debit, -amount FROM moved)
         GROUP BY account ORDER BY account`,
      ),
      ...checks.map(({ sql }) => ctx.db.prepare(sql)),
    ])
  ).map(({ results }) => results)
  const { transfers, parties, currency } = totals![0] as { transfers: number; parties: number; currency: string }
  const found = findings.flatMap((rows, i) =>
    rows.map(({ about, detail }) => ({ check: checks[i]!.check, about: String(about), detail: String(detail) })),
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

const checks = [...ledgerChecks, ...ledgerCauses]
