import { formatId } from '../../../contract/id.ts'
import { liveStates } from '../../../contract/referral.ts'
import type { Unreferred } from '../../../contract/reversal.ts'
import { insertJob, type JobRow } from '../../../db/store/jobs.ts'
import { type StandingRow, selectStanding } from '../../../db/store/returns.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { announceAll } from '../automations/announce-all.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { found } from '../config/checks.ts'
import { partnerNotices, partnerOf } from '../notices/partner-notices.ts'
import type { LoadedDelivery } from '../referrals/load-delivery.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { leave } from './leave.ts'
import { loadMoney } from './load-money.ts'

/**
 * Calls a lead back from its partner (F47): the slot is free again and nothing more is charged; what was charged stays,
 * and so does the cap (D18). One that is on its way is not delivered any more. Done once more, it changes nothing.
 * Problems: NOT_FOUND, REFERRAL_ENDED for one that the partner does not have.
 */
export async function unreferReferral(
  ctx: Ctx,
  { leadId, partnerId, reason, reroute }: { leadId: string; partnerId: number; reason: string; reroute: boolean },
): Promise<Unreferred> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const { loaded, money } = found(await loadMoney(ctx, { leadId, partnerId }))
    const { row, reference } = loaded
    const standing = (await selectStanding(ctx.db, { leadId, partnerId }).first<StandingRow>())!
    const isDone = row.state === 'unreferred'
    if (!isDone && !liveStates.includes(row.state))
      throw new Problem('REFERRAL_ENDED', { detail: `This referral is ${row.state}: there is nothing to call back.` })

    const version = row.version + 1
    const left = leave(ctx, { loaded, standing, version, state: 'unreferred', reroute, because: reason })
    const answer: Unreferred = {
      referralId: reference,
      partner: { id: formatId('partner', partnerId), name: row.partner_name },
      state: 'unreferred',
      refunded: { amount: 0, currency: row.currency },
      released: { amount: isDone ? 0 : money.heldMinor, currency: row.currency },
      kept: { amount: money.chargedMinor, currency: row.currency },
      rerouted: !isDone && left.rerouted,
    }
    if (isDone) {
      await commitOrThrow(ctx, { history: [], write: [], answer })
      return answer
    }
    const about = { leadId, leadTypeId: row.lead_type_id, partnerId, because: `${reference}:${version}` }
    const heard = announceAll(ctx, about, left.events)
    const told = noticesTo(ctx, loaded, { version, reason })
    const data = {
      state: 'unreferred',
      reason,
      releasedMinor: money.heldMinor,
      keptMinor: money.chargedMinor,
      rerouted: left.rerouted,
      ...left.data,
    }
    const rows = await commitOrThrow(ctx, {
      history: [{ id: reference, version, event: 'referral.unreferred', data }, ...left.history],
      write: [...left.write, ...told.map((job) => insertJob(ctx.db, job)), ...heard.write],
      read: heard.read,
      answer,
    })
    for (const job of [...left.jobs, ...told]) ctx.startJob(job)
    heard.start(rows)
    return answer
  })
}

/** A partner that never heard of the lead hears nothing of it now either. */
function noticesTo(
  ctx: Ctx,
  loaded: LoadedDelivery,
  { version, reason }: { version: number; reason: string },
): JobRow[] {
  const { row, reference } = loaded
  if (row.state === 'referred' && row.accept_by === null) return []
  const data = {
    broker: row.broker_name,
    partner: row.partner_name,
    leadType: row.type_name,
    reference,
    because: reason,
  }
  const notice = { kind: 'referral-unreferred', data } as const
  return partnerNotices(ctx.now, { notice, about: `${reference}:${version}`, partner: partnerOf(loaded) })
}
