import * as v from 'valibot'
import type { Preferences } from '../../../contract/preferences.ts'
import { type ReturnPolicy, returnPolicySchema } from '../../../contract/return-policy.ts'
import { leadTypeMustBe } from '../../../db/store/lead-types.ts'
import { preferencesMustBe } from '../../../db/store/preferences.ts'
import { type CountsRow, selectReturnCounts } from '../../../db/store/return-counts.ts'
import {
  type ReturnRow,
  type StandingRow,
  selectLines,
  selectReturn,
  selectStanding,
} from '../../../db/store/returns.ts'
import type { Ctx } from '../../context.ts'
import type { ReturnFacts } from '../../domain/returns/decide.ts'
import { rateWindowMs } from '../../domain/returns/rate.ts'
import { lineIdsOf, type MovedMoney, movedMoney } from '../../domain/returns/referral-money.ts'
import { Problem } from '../../problem.ts'
import { requireOwn } from '../access/require-own.ts'
import { readPreferences } from '../preferences/load-preferences.ts'
import { type LoadedDelivery, loadDelivery } from '../referrals/load-delivery.ts'

/** A referral with all that its return is decided by. */
export interface FoundReturn {
  loaded: LoadedDelivery
  /** What was asked for before, whatever became of it. */
  current: ReturnRow | null
  money: MovedMoney
  counts: CountsRow
  standing: StandingRow
  policy: ReturnPolicy
  preferences: Preferences
  /** Stop the batch unless the policy is still the one that was read. */
  guards: D1PreparedStatement[]
}

/**
 * Reads a referral and its return; somebody else's is as if it were not there. The referral is read first: what is read
 * after it and has moved since moved its version too, so that the commit meets a conflict. Problems: NOT_FOUND.
 */
export async function loadReturn(
  ctx: Ctx,
  { leadId, partnerId }: { leadId: string; partnerId: number },
): Promise<FoundReturn> {
  requireOwn(ctx.actor, partnerId)
  const loaded = await loadDelivery(ctx, leadId, partnerId)
  if (loaded === null) throw new Problem('NOT_FOUND')
  const [returns, lines, counts, standings] = await ctx.db.batch<Record<string, unknown>>([
    selectReturn(ctx.db, { leadId, partnerId }),
    selectLines(ctx.db, lineIdsOf(loaded.reference.slice(4))),
    selectReturnCounts(ctx.db, { partnerId, since: ctx.now - rateWindowMs }),
    selectStanding(ctx.db, { leadId, partnerId }),
  ])
  const standing = standings!.results[0] as unknown as StandingRow
  const preferences = readPreferences(standing.settings)
  const own = standing.return_policy
  return {
    loaded,
    current: (returns!.results[0] as unknown as ReturnRow | undefined) ?? null,
    money: movedMoney(lines!.results as unknown as { id: string; amount: number }[]),
    counts: counts!.results[0] as unknown as CountsRow,
    standing,
    policy: own === null ? preferences.returnPolicy : v.parse(returnPolicySchema, JSON.parse(own)),
    preferences,
    guards: [
      preferencesMustBe(ctx.db, standing.preferences_version),
      leadTypeMustBe(ctx.db, { id: loaded.row.lead_type_id, version: standing.type_version }),
    ],
  }
}

/** What the domain decides a return by. */
export const factsOf = (ctx: Ctx, { loaded, current, counts, standing, policy }: FoundReturn): ReturnFacts => ({
  now: ctx.now,
  isTest: standing.is_test === 1,
  state: loaded.row.state,
  progress: loaded.row.progress,
  acceptBy: loaded.row.accept_by,
  deliveredAt: loaded.row.delivered_at,
  earlier: current?.state ?? null,
  policy,
  counts,
})
