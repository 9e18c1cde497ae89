import { expect } from 'vitest'
import { verifyLedger } from '../../worker/operations/billing/verify-ledger.ts'
import { testCtx, testDb } from './ctx.ts'

const live = "('referred', 'accepted', 'unknown', 'delivered')"

/** What must be true after any step (STYLE, ENGINE 2): each query gives what is wrong, and nothing when all is right. */
const invariants: Record<string, string> = {
  'scope passed': `SELECT r.lead_id, count(*) AS live FROM referrals r JOIN lead_types t ON t.id = r.lead_type_id
    WHERE r.state IN ${live} GROUP BY r.lead_id HAVING live > t.scope`,
  'daily cap passed': `SELECT p.id FROM partners p JOIN partner_counts c ON c.partner_id = p.id
    WHERE p.daily_limit > 0 AND c.today > p.daily_limit`,
  'cap miscounted': `SELECT c.partner_id, c.today, count(r.lead_id) AS really FROM partner_counts c
    LEFT JOIN referrals r ON r.partner_id = c.partner_id AND r.day = c.day
      AND r.state IN ('referred', 'accepted', 'unknown', 'delivered', 'returned', 'unreferred')
    GROUP BY c.partner_id HAVING c.today <> really`,
  'routed to nobody': "SELECT id FROM leads WHERE location = 'routed' AND id NOT IN (SELECT lead_id FROM referrals)",
  'referred without a job': `SELECT r.lead_id, r.partner_id FROM referrals r WHERE r.state = 'referred' AND r.accept_by IS NULL
    AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = 'deliver-referral' AND j.data ->> 'leadId' = r.lead_id
      AND j.data ->> 'partnerId' = r.partner_id)`,
  'charged twice': `SELECT t.id FROM transfers t WHERE t.kind IN ('settle', 'refund', 'release')
    GROUP BY t.id HAVING count(*) > 1`,
}

/** Checks every invariant and the books. `at` says where in the history, for whoever has to find it again. */
export async function allHolds(now: number, at: string): Promise<void> {
  const names = Object.keys(invariants)
  const results = await testDb().batch<Record<string, unknown>>(
    names.map((name) => testDb().prepare(invariants[name]!)),
  )
  const broken = results.map(({ results: rows }, i) => [names[i], rows]).filter(([, rows]) => rows!.length > 0)
  expect(broken, at).toEqual([])
  const { findings, accounts } = await verifyLedger(testCtx({ now }))
  expect(findings, at).toEqual([])
  expect(
    accounts.reduce((sum, { sum: money }) => sum + money.amount, 0),
    at,
  ).toBe(0)
}
