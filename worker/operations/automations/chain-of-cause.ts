import { formatId, parseReferralId, parseRunId } from '../../../contract/id.ts'
import { findRun } from '../../../db/store/runs.ts'
import type { Ctx } from '../../context.ts'

/**
 * The automations whose actions led to an event, the first one first. Mostly the job carries them. What became of a
 * referral comes later, from a partner's answer or a person: then it is the run that made the referral that led here, and
 * history has its name.
 */
export async function chainOfCause(ctx: Ctx, { because }: { because: string }): Promise<string[]> {
  if (ctx.chain.length > 0) return [...ctx.chain]
  const referral = parseReferralId(because.split(':')[0]!)
  if (referral === null) return []
  const maker = await ctx.db
    .prepare(
      `SELECT h.actor FROM referrals r CROSS JOIN history h ON h.id = r.lead_id
       WHERE r.lead_id = ? AND r.partner_id = ? AND h.at = r.referred_at AND substr(h.actor, 1, 4) = 'run_' LIMIT 1`,
    )
    .bind(referral.leadId, referral.partnerId)
    .first<{ actor: string }>()
  const name = maker === null ? null : parseRunId(maker.actor.split(':')[0]!)
  const run = name && (await findRun(ctx.db, name.leadId, name.n))
  return run === null ? [] : [...run.chain, formatId('automation', run.automationId)]
}
