import type { LeadSummary } from '../../../contract/lead.ts'
import type { StageTarget } from '../../../contract/stage.ts'
import { hasLiveReferral, listStages, liveReferralMustBe, type StageRow } from '../../../db/store/stages.ts'
import type { Ctx } from '../../context.ts'
import { isFinal } from '../../domain/lead/stage.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { found } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { findLeadNamed, leadSummary, type NamedLead } from './read-lead.ts'
import { stageChange } from './stage-change.ts'
import { expectReachable, targetOf } from './stage-target.ts'

export interface MoveStage {
  leadId: string
  stage: StageTarget
  /** Why, in words; a closed lead is opened again only with one. */
  reason?: string | undefined
}

/**
 * Moves a lead to another stage (F67, T14): along the way of the kinds, and freely among the stages of one kind. A kind
 * alone means the stage that the kind came with, and nothing to do where the lead is of that kind already. A final
 * kind closes the lead, so that nobody is referred it any more; only an admin opens it again, and says why. A change of
 * the conversion point is news for automations, another name for the same point is not (F55).
 *
 * A referral's progress may move its lead forward by this too, and never back (D6).
 *
 * Problems: NOT_FOUND; INVALID_BODY for a stage that is none or archived, or a reason that is missing;
 * STAGE_NOT_REACHABLE, which says what is possible.
 */
export async function moveStage(ctx: Ctx, { leadId, stage, reason = '' }: MoveStage): Promise<LeadSummary> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const { lead, stages, isLive } = await load(ctx, leadId)
    const from = stages.find(({ id }) => id === lead.stage_id)!
    const to = targetOf(stages, stage, from)
    const reopens = expectReachable(ctx.actor, { from, to, reason })
    if (from.id === to.id) return stay(ctx, lead)

    const location = isFinal(to.kind) ? 'closed' : reopens ? openLocation(lead, isLive) : lead.location
    const change = stageChange(ctx, { lead, from, to, location, data: reason === '' ? {} : { reason } })
    const answer = leadSummary(change.lead)
    const rows = await commitOrThrow(ctx, {
      history: [change.history],
      write: [...(reopens ? [liveReferralMustBe(ctx.db, leadId, isLive)] : []), ...change.write],
      read: change.read,
      answer,
    })
    change.start(rows)
    return answer
  })
}

async function load(ctx: Ctx, leadId: string): Promise<{ lead: NamedLead; stages: StageRow[]; isLive: boolean }> {
  const [lead, stages, isLive] = await Promise.all([
    findLeadNamed(ctx.db, leadId),
    listStages(ctx.db),
    hasLiveReferral(ctx.db, leadId),
  ])
  return { lead: found(lead), stages, isLive }
}

/** What was refused as it came in stays closed, whatever its stage. */
const openLocation = (lead: NamedLead, isLive: boolean): NamedLead['location'] =>
  lead.closed_because !== null ? 'closed' : isLive ? 'routed' : 'pending'

/** Nothing to do is done too: whatever job asked for it ends with it. */
async function stay(ctx: Ctx, lead: NamedLead): Promise<LeadSummary> {
  const answer = leadSummary(lead)
  await commitOrThrow(ctx, { history: [], write: [], answer })
  return answer
}
