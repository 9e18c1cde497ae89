import { commit } from '../../../db/commit.ts'
import { deleteJob, insertJob, type JobRow, mustHoldLease, postponeJob } from '../../../db/store/jobs.ts'
import { findTopUp, nextReceipt, type TopUpRow, updateTopUp, wasRaised } from '../../../db/store/top-ups.ts'
import { writeTransfer } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import type { Facts } from '../../domain/top-ups/facts.ts'
import { isNews, judge, type Verdict } from '../../domain/top-ups/judge.ts'
import { nextLook, openForMs } from '../../domain/top-ups/next-look.ts'
import { Problem } from '../../problem.ts'
import type { Announced } from '../automations/announce.ts'
import { dropJob } from '../drop-job.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { tell } from '../webhooks/tell.ts'
import { topUpNotices } from './top-up-notices.ts'
import { toMoney } from './top-up-view.ts'

interface Keep {
  topUpId: string
  facts: Facts
  /** The order is not there any more, so that nobody can approve it. */
  gone?: boolean
  /** The money was not given, in words. */
  declined?: string
  job: JobRow
  /** The job asks again while the payment is under way; otherwise it ends. */
  goesOn: boolean
}

/**
 * Keeps what PayPal said of a payment, and what follows: state, money, receipt, notices and the end of the job are one
 * commit. Return page, event and look may come at once: the payment's version lets one of them through, the others read
 * again and find nothing new. The ids of the transfers and of the capture are unique on top of that.
 */
export function keepFacts(ctx: Ctx, keep: Keep): Promise<void> {
  return retryOnRace(() => keepOnce(ctx, keep))
}

async function keepOnce(ctx: Ctx, { topUpId, facts, gone, declined, job, goesOn }: Keep): Promise<void> {
  const row = await findTopUp(ctx.db, topUpId)
  if (row === null) return dropJob(ctx, job)
  const money = toMoney(row)
  const verdict = judge(money, facts, ctx.now)
  close(ctx, row, verdict, { gone, declined })
  const next = goesOn ? nextLook({ state: verdict.state, createdAt: row.createdAt }, ctx.now) : null
  const endJob = next === null ? deleteJob(ctx.db, job) : postponeJob(ctx.db, job, { due: next, attempts: 0 })
  if (verdict.alarm !== null && (await wasRaised(ctx.db, { id: row.id, alarm: verdict.alarm }))) verdict.alarm = null
  if (!isNews(money, verdict) && verdict.alarm === null) {
    await commit(ctx, { history: [], write: [mustHoldLease(ctx.db, job), endJob] })
    return
  }

  const version = row.version + 1
  const isPaidNow = verdict.state === 'paid' && row.state !== 'paid'
  const receipt = isPaidNow ? await nextReceipt(ctx.db) : row.receipt
  const notices = await topUpNotices(ctx, { before: row, verdict, version, receipt })
  const told = isPaidNow ? tellCredited(ctx, row, version) : null
  const committed = await commit(ctx, {
    history: [{ id: row.id, version, event: eventOf(row, verdict), data: dataOf(verdict) }],
    write: [
      mustHoldLease(ctx.db, job),
      updateTopUp(ctx.db, row.id, {
        version,
        state: verdict.state,
        captureId: verdict.captureId,
        because: verdict.because ?? (verdict.state === row.state ? row.because : null),
        takings: verdict.takings,
        receipt,
        paidAt: isPaidNow ? ctx.now : row.paidAt,
      }),
      ...verdict.postings.map((posting) => writeTransfer(ctx.db, posting, ctx.now)),
      ...notices.map((notice) => insertJob(ctx.db, notice)),
      ...(told?.write ?? []),
      endJob,
    ],
    read: told?.read ?? [],
  })
  if (committed.done) {
    for (const notice of notices) ctx.startJob(notice)
    told?.start(committed.rows)
  } else if (committed.refused !== 'LEASE_LOST') throw new Problem('VERSION_CONFLICT')
}

/** Webhooks hear what was credited: the payment without its VAT (D19). */
const tellCredited = (ctx: Ctx, { id, partnerId, gross, vat, currency }: TopUpRow, version: number): Announced =>
  tell(ctx, {
    type: 'top_up.credited',
    because: `${id}:${version}`,
    partnerIds: [partnerId],
    more: { topUp: id, credited: { amount: gross - vat, currency }, paid: { amount: gross, currency } },
  })

/** What can be said without any money: nobody approved it in time, or PayPal did not take it. */
function close(
  ctx: Ctx,
  row: TopUpRow,
  verdict: Verdict,
  { gone, declined }: { gone: boolean | undefined; declined: string | undefined },
): void {
  if (verdict.state !== 'open') return
  if (declined !== undefined) Object.assign(verdict, { state: 'declined', because: declined })
  else if (gone || ctx.now - row.createdAt >= openForMs) verdict.state = 'expired'
}

const eventOf = (before: TopUpRow, { state, takings }: Verdict): string => {
  if (state !== before.state) return `top-up.${state}`
  return takings.length > before.takings.length ? 'top-up.taken-back' : 'top-up.alarm'
}

const dataOf = ({ captureId, because, takings, postings, alarm }: Verdict) => ({
  ...(captureId !== null && { capture: captureId }),
  ...(because !== null && { because }),
  ...(takings.length > 0 && { takenBack: takings.map(({ id, kind, grossMinor }) => ({ id, kind, grossMinor })) }),
  ...(postings.length > 0 && { transfers: postings.map(({ id }) => id) }),
  ...(alarm !== null && { alarm }),
})
