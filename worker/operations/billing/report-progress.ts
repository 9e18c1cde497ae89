import type { AutomationEvent } from '../../../contract/automation.ts'
import type { ReferralView } from '../../../contract/lead.ts'
import type { ProgressReport, ReportableProgress } from '../../../contract/progress.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import { type ReturnRow, selectReturn } from '../../../db/store/returns.ts'
import { listStages } from '../../../db/store/stages.ts'
import type { Ctx } from '../../context.ts'
import { verdictOnProgress } from '../../domain/billing/progress.ts'
import { kindReachedBy, shippedStages } from '../../domain/lead/stage.ts'
import { Problem } from '../../problem.ts'
import { requireSelf } from '../access/require-self.ts'
import { announce } from '../automations/announce.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { findLeadNamed } from '../leads/read-lead.ts'
import { type StageChange, stageChange } from '../leads/stage-change.ts'
import { type LoadedDelivery, loadDelivery } from '../referrals/load-delivery.ts'
import { ownReferralView } from '../referrals/referral-view.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { giveBack, reachPoint, stillHeld } from './reach-point.ts'

/**
 * How far a partner came with a lead (D6), as the partner itself or the broker says. Reaching a point charges it, and
 * every earlier one that was not charged, in the same commit; it may take the lead's stage forward (F67). Invalidated,
 * nothing more is charged: what is still held goes back, what was charged stays. Saying the same again changes nothing.
 *
 * A partner may report what costs it money, and never what saves it some: only the broker invalidates
 * (docs/decisions/0021). Problems: NOT_FOUND, NOT_ALLOWED, NOT_ACCEPTED, REFERRAL_ENDED, PROGRESS_BACK,
 * RETURN_OPEN while a return of it waits, VERSION_CONFLICT.
 */
export async function reportProgress(
  ctx: Ctx,
  { leadId, partnerId, progress, reason }: ProgressReport & { leadId: string; partnerId: number },
): Promise<ReferralView> {
  requireSelf(ctx.actor, partnerId)
  return retryOnRace(async () => {
    const loaded = await loadDelivery(ctx, leadId, partnerId)
    if (loaded === null) throw new Problem('NOT_FOUND')
    if (progress === 'invalidated' && ctx.actor.kind === 'partner') throw onlyTheBroker()
    const verdict = verdictOnProgress(loaded.row, progress)
    if (verdict === 'known') return stay(ctx, loaded)
    if (verdict !== 'moves-on') throw new Problem(verdict, { detail: whereItIs(loaded) })
    await expectNoReturnOpen(ctx, loaded)
    return moveOn(ctx, loaded, { progress, reason })
  })
}

/** Whether it is given back is decided on what stood when that was asked. A request moves the version: a commit in between fails. */
async function expectNoReturnOpen(ctx: Ctx, { row: { lead_id: leadId, partner_id: partnerId } }: LoadedDelivery) {
  const current = await selectReturn(ctx.db, { leadId, partnerId }).first<ReturnRow>()
  if (current?.state === 'requested') throw new Problem('RETURN_OPEN')
}

async function moveOn(
  ctx: Ctx,
  loaded: LoadedDelivery,
  { progress, reason }: { progress: ReportableProgress; reason: string },
): Promise<ReferralView> {
  const { row, reference } = loaded
  const { lead_id: leadId, partner_id: partnerId } = row
  const version = row.version + 1
  const money = moneyOf(ctx, loaded, progress)
  const lead = await leadMoved(ctx, loaded, progress)
  const news = announce(ctx, {
    event: events[progress],
    leadId,
    leadTypeId: row.lead_type_id,
    because: `${reference}:${version}`,
    partnerId,
  })
  const releasedAt = money.releasedMinor === null ? row.released_at : ctx.now
  const answer = ownReferralView(ctx, { ...row, progress, released_at: releasedAt })
  const { chargedMinor, releasedMinor } = money
  const data = {
    progress,
    was: row.progress,
    chargedMinor,
    ...(releasedMinor !== null && { releasedMinor }),
    ...(reason !== '' && { reason }),
  }
  const rows = await commitOrThrow(ctx, {
    history: [{ id: reference, version, event: events[progress], data }, ...(lead === null ? [] : [lead.history])],
    write: [
      ...money.write,
      updateReferral(ctx.db, { leadId, partnerId, version, progress, releasedAt }),
      ...news.write,
      ...(lead?.write ?? []),
    ],
    read: [...news.read, ...(lead?.read ?? [])],
    answer,
  })
  news.start(rows)
  lead?.start(rows.slice(news.read.length))
  return answer
}

const events = {
  qualified: 'referral.qualified',
  converted: 'referral.converted',
  invalidated: 'referral.invalidated',
} as const satisfies Record<ReportableProgress, AutomationEvent>

/** `releasedMinor` is null where the hold stays what it is. */
function moneyOf(
  ctx: Ctx,
  { row }: LoadedDelivery,
  progress: ReportableProgress,
): { write: D1PreparedStatement[]; chargedMinor: number; releasedMinor: number | null } {
  if (progress === 'invalidated') return { write: giveBack(ctx, row), chargedMinor: 0, releasedMinor: stillHeld(row) }
  const { write, settledMinor } = reachPoint(ctx, row, progress)
  return { write, chargedMinor: settledMinor, releasedMinor: null }
}

/** The lead goes forward with its referral; null where it stays. */
async function leadMoved(
  ctx: Ctx,
  { row, reference }: LoadedDelivery,
  progress: ReportableProgress,
): Promise<StageChange | null> {
  const [lead, stages] = await Promise.all([findLeadNamed(ctx.db, row.lead_id), listStages(ctx.db)])
  const kind = kindReachedBy(progress, lead!.stage)
  if (kind === null) return null
  const stageWith = (id: number) => stages.find((stage) => stage.id === id)!
  const [from, to] = [stageWith(lead!.stage_id), stageWith(shippedStages[kind])]
  return stageChange(ctx, { lead: lead!, from, to, data: { referral: reference } })
}

async function stay(ctx: Ctx, { row }: LoadedDelivery): Promise<ReferralView> {
  const answer = ownReferralView(ctx, row)
  await commitOrThrow(ctx, { history: [], write: [], answer })
  return answer
}

const onlyTheBroker = (): Problem =>
  new Problem('NOT_ALLOWED', { detail: 'Only the broker invalidates a referral. What is no good is returned.' })

const whereItIs = ({ row: { state, progress } }: LoadedDelivery): string =>
  `It is ${state}, and its progress is ${progress}.`
