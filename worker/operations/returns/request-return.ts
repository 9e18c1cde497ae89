import { returnId } from '../../../contract/id.ts'
import type { ReturnRequest, ReturnView } from '../../../contract/return.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import { returnCountMustBe } from '../../../db/store/return-counts.ts'
import { putReturn, type ReturnRow } from '../../../db/store/returns.ts'
import type { Ctx } from '../../context.ts'
import { isAutomatic, type Refusal, whyNothingToReturn, whyPolicyRefuses } from '../../domain/returns/decide.ts'
import { rateBps, rateWindowMs } from '../../domain/returns/rate.ts'
import { requestProblems } from '../../domain/returns/request-problems.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { announceAll } from '../automations/announce-all.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { expectNoProblems } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { approval } from './approval.ts'
import { type FoundReturn, factsOf, loadReturn } from './load-return.ts'
import { requestNotices } from './return-notices.ts'
import { namesOf, returnView } from './return-view.ts'

/**
 * A buyer gives a lead back, or the broker does for it (D6, F52): what the policy's rule covers is approved in the same
 * commit, the rest, and whatever was converted, waits for a person. Asking the same again changes nothing and gets the same return.
 *
 * Problems: NOT_FOUND, NOT_RETURNABLE, RETURN_EXISTS, RETURN_WINDOW_OVER, RETURN_RATE_REACHED, INVALID_BODY for a reason
 * that is not allowed or evidence that lacks, NOT_ALLOWED for a partner that would override the policy.
 */
export async function requestReturn(
  ctx: Ctx,
  { leadId, partnerId, overridePolicy, ...request }: ReturnRequest & { leadId: string; partnerId: number },
): Promise<ReturnView> {
  if (overridePolicy) requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const found = await loadReturn(ctx, { leadId, partnerId })
    if (isSame(found.current, request)) return unchanged(ctx, found, found.current)
    const facts = factsOf(ctx, found)
    refuse(whyNothingToReturn(facts))
    if (!overridePolicy) {
      refuse(whyPolicyRefuses(facts))
      expectNoProblems(requestProblems(found.policy, request))
    }
    return commitRequest(ctx, found, {
      asked: askedFor(ctx, found, request),
      automatic: !overridePolicy && isAutomatic(facts),
      overridden: overridePolicy,
    })
  })
}

type Asked = Omit<ReturnRequest, 'overridePolicy'>

function refuse(refusal: Refusal | null): void {
  if (refusal !== null) throw new Problem(refusal.code, { detail: refusal.detail })
}

/** The same words about one that still stands: a repeat. */
function isSame(current: ReturnRow | null, { reason, text, links, reference }: Asked): current is ReturnRow {
  if (current === null || current.state === 'cleared' || current.state === 'rejected') return false
  const same = current.reason === reason && current.text === text && current.reference === reference
  return same && current.links === JSON.stringify(links)
}

/** Nothing happened; a repeat of the request gets the same answer (D16). */
export async function unchanged(ctx: Ctx, found: FoundReturn, row: ReturnRow): Promise<ReturnView> {
  const answer = returnView(row, namesOf(found), ctx.actor)
  await commitOrThrow(ctx, { history: [], write: [], answer })
  return answer
}

const askedFor = (ctx: Ctx, { loaded: { row }, current }: FoundReturn, request: Asked): ReturnRow => ({
  lead_id: row.lead_id,
  partner_id: row.partner_id,
  lead_type_id: row.lead_type_id,
  state: 'requested',
  reason: request.reason,
  text: request.text,
  links: JSON.stringify(request.links),
  reference: request.reference,
  asked: (current?.asked ?? 0) + 1,
  requested_at: ctx.now,
  requested_by: ctx.by,
  decided_at: null,
  decided_by: null,
  automatic: 0,
  note: '',
  refunded: 0,
  released: 0,
  reversed: 0,
  rerouted: 0,
})

/** History keeps the reason and never the words: they may speak of the person. */
async function commitRequest(
  ctx: Ctx,
  found: FoundReturn,
  { asked, automatic, overridden }: { asked: ReturnRow; automatic: boolean; overridden: boolean },
): Promise<ReturnView> {
  const { loaded, counts, guards } = found
  const { lead_id: leadId, partner_id: partnerId, lead_type_id: leadTypeId } = loaded.row
  const version = loaded.row.version + 1
  const approved = automatic ? await approval(ctx, found, { asked, version: version + 1, note: '', automatic }) : null
  const notices = requestNotices(ctx, found, { asked, version, automatic })
  const because = `${loaded.reference}:${version}`
  const heard = announceAll(ctx, { leadId, leadTypeId, partnerId, because }, ['return.requested'])
  const answer = returnView(approved?.row ?? asked, namesOf(found), ctx.actor)
  const data = {
    return: returnId(leadId, partnerId),
    reason: asked.reason,
    asked: asked.asked,
    rateBps: rateBps(counts),
    ...(overridden && { overridden }),
  }
  const rows = await commitOrThrow(ctx, {
    history: [{ id: loaded.reference, version, event: 'return.requested', data }, ...(approved?.history ?? [])],
    write: [
      ...guards,
      returnCountMustBe(ctx.db, { partnerId, since: ctx.now - rateWindowMs, returned: counts.returned }),
      updateReferral(ctx.db, { leadId, partnerId, version }),
      putReturn(ctx.db, asked),
      ...(approved?.write ?? []),
      ...notices.map((job) => insertJob(ctx.db, job)),
      ...heard.write,
    ],
    read: [...heard.read, ...(approved?.read ?? [])],
    answer,
  })
  for (const job of notices) ctx.startJob(job)
  heard.start(rows)
  approved?.start(rows.slice(heard.read.length))
  return answer
}
