import { returnId } from '../../../contract/id.ts'
import { returnReasonLabels } from '../../../contract/return-reason.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { putReturn, type ReturnRow } from '../../../db/store/returns.ts'
import { writeTransfer } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import { goesOn } from '../../domain/returns/decide.ts'
import { refund } from '../../domain/returns/referral-money.ts'
import { announceAll } from '../automations/announce-all.ts'
import { introducerReversal, nothingReversed } from '../reversals/introducer-reversal.ts'
import { leave } from '../reversals/leave.ts'
import { decisionMessages } from './decision-messages.ts'
import type { FoundReturn } from './load-return.ts'
import { tellDecision } from './tell-decision.ts'

/** What an approval adds to its commit. */
export interface Approval {
  history: HistoryRow[]
  write: D1PreparedStatement[]
  read: D1PreparedStatement[]
  /** With the rows of `read`, after the commit. */
  start(rows: Record<string, unknown>[][]): void
  /** The return as it is then. */
  row: ReturnRow
}

/**
 * A return is approved (D6): exactly what was charged for the referral and is not refunded yet goes back, what is still
 * held is released, the lead leaves its partner, and where the policy says so the introducer is not paid for it. `version` is the referral's, afterwards.
 */
export async function approval(
  ctx: Ctx,
  found: FoundReturn,
  {
    asked,
    version,
    note,
    automatic,
    reroute,
  }: { asked: ReturnRow; version: number; note: string; automatic: boolean; reroute?: boolean | undefined },
): Promise<Approval> {
  const { loaded, money, standing, policy } = found
  const { lead_id: leadId, partner_id: partnerId, lead_type_id: leadTypeId } = loaded.row
  const id = returnId(leadId, partnerId)
  const left = leave(ctx, {
    loaded,
    standing,
    version,
    state: 'returned',
    reroute: reroute ?? goesOn(policy, { reason: asked.reason, receivedAt: standing.received_at, now: ctx.now }),
    because: 'The lead was returned.',
  })
  const because = `Returned: ${returnReasonLabels[asked.reason]}`
  const reversal = policy.reverseIntroducer
    ? await introducerReversal(ctx, { leadId, partnerId, reason: because })
    : nothingReversed
  const row: ReturnRow = {
    ...asked,
    state: 'approved',
    decided_at: ctx.now,
    decided_by: automatic ? 'policy' : ctx.by,
    automatic: Number(automatic),
    note,
    refunded: money.chargedMinor,
    released: money.heldMinor,
    reversed: reversal.reversedMinor,
    rerouted: Number(left.rerouted),
  }
  const messages = await decisionMessages(ctx, found, { row, version })
  const about = { leadId, leadTypeId, partnerId, because: `${loaded.reference}:${version}` }
  const heard = announceAll(ctx, about, ['referral.returned', ...left.events])
  const told = tellDecision(ctx, found, { row, version })
  const lines = refund(id, { partnerId, amountMinor: money.chargedMinor, note: because })
  const data = {
    state: 'returned',
    return: id,
    reason: asked.reason,
    automatic,
    refundedMinor: row.refunded,
    releasedMinor: row.released,
    introducerReversedMinor: row.reversed,
    rerouted: left.rerouted,
    ...left.data,
  }
  return {
    history: [{ id: loaded.reference, version, event: 'referral.returned', data }, ...left.history],
    write: [
      ...lines.map((line) => writeTransfer(ctx.db, line, ctx.now)),
      ...left.write,
      ...reversal.write,
      putReturn(ctx.db, row),
      ...messages.map((job) => insertJob(ctx.db, job)),
      ...heard.write,
      ...told.write,
    ],
    read: [...heard.read, ...told.read],
    start(rows) {
      for (const job of [...left.jobs, ...messages]) ctx.startJob(job)
      heard.start(rows)
      told.start(rows.slice(heard.read.length))
    },
    row,
  }
}
