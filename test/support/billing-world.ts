import { expect } from 'vitest'
import { parseReferralId } from '../../contract/id.ts'
import type { ReferralView } from '../../contract/lead.ts'
import type { ReportableProgress } from '../../contract/progress.ts'
import { selectTakeBack } from '../../db/store/introducer-payments.ts'
import type { Actor } from '../../worker/context.ts'
import { reportProgress } from '../../worker/operations/billing/report-progress.ts'
import { verifyLedger } from '../../worker/operations/billing/verify-ledger.ts'
import { readLead } from '../../worker/operations/leads/read-lead.ts'
import { testCtx, testDb } from './ctx.ts'

export const referralsOf = async (leadId: string): Promise<ReferralView[]> =>
  (await readLead(testCtx(), leadId)).referrals

/** Reports how far the partner of a referral came. */
export const report = (
  { id }: Pick<ReferralView, 'id'>,
  progress: ReportableProgress,
  { actor, now }: { actor?: Actor; now?: number } = {},
): Promise<ReferralView> =>
  reportProgress(testCtx({ ...(actor && { actor }), ...(now && { now }) }), {
    ...parseReferralId(id)!,
    progress,
    reason: 'They said so.',
  })

/** Every line of a party's statement but the opening one: what it is, its amount, and what was left after it. */
export async function linesOf(party: number): Promise<string[]> {
  const { results } = await testDb()
    .prepare('SELECT id, amount, balance - held AS available, held, payable FROM transfers WHERE party = ? ORDER BY n')
    .bind(party)
    .all<{ id: string; amount: number; available: number; held: number; payable: number }>()
  return results
    .filter(({ id }) => !id.startsWith('opening:'))
    .map(({ id, amount, available, held, payable }) => {
      const what = id.replace(/(ref|lead|rtn)_[0-9a-f-]+/, '$1')
      return `${what} ${amount}: ${available} + ${held}, payable ${payable}`
    })
}

/** What stands of an introducer's pay for a lead, in minor units: what a reversal would take back. */
export const introducerPaid = async (leadId: string): Promise<number> =>
  (await selectTakeBack(testDb(), { leadId, referralId: null }).first<{ minor: number }>())?.minor ?? 0

export const booksAreRight = async (): Promise<void> => expect((await verifyLedger(testCtx())).findings).toEqual([])
