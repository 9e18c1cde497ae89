import { completeDelivery, type Delivery } from '../../../contract/delivery.ts'
import { commit } from '../../../db/commit.ts'
import { deleteJob, insertJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import type { Attempt } from '../../delivery/attempt.ts'
import { send } from '../../delivery/send.ts'
import { dropJob } from '../drop-job.ts'
import { rawKeptMs } from '../housekeeping/purge-old.ts'
import { loadMailTemplate } from './mail-template.ts'
import { sampleParcel } from './sample-parcel.ts'

interface TestLead {
  testId: string
  partnerId: number
  /** null: there is no lead type to take an example from. */
  leadTypeId: number | null
  job: JobRow
}

/**
 * Sends one test lead by each way that its partner has, once, and keeps what came of it. Runs as a job, under its lease.
 * A repeat after a crash has the same reference; one that finds the outcome on record sends nothing.
 */
export async function sendTestLead(ctx: Ctx, { testId, partnerId, leadTypeId, job }: TestLead): Promise<void> {
  const partner = await findPartner(ctx.db, partnerId)
  if (partner === null || (await isDone(ctx, testId))) return dropJob(ctx, job)
  const delivery = completeDelivery(partner.delivery)
  const [{ parcel }, template] = await Promise.all([
    sampleParcel(ctx, { partner, leadTypeId, boughtOnly: leadTypeId === null, reference: testId }),
    delivery.email === null ? null : loadMailTemplate(ctx, delivery.email.templateId),
  ])
  const attempts: Attempt[] = []
  for (const way of waysOf(delivery))
    attempts.push(await send(ctx, { pack: () => parcel, reference: testId, delivery: way, template }))

  const tookMs = attempts.reduce((sum, attempt) => sum + attempt.tookMs, 0)
  const committed = await commit(
    { ...ctx, now: ctx.now + tookMs },
    {
      history: [
        {
          id: testId,
          version: 2,
          event: 'delivery-test.sent',
          data: { attempts: attempts.map(kept) },
          raw: { attempts: attempts.map(({ request, answer, reason }) => ({ request, answer, reason })) },
        },
      ],
      write: [mustHoldLease(ctx.db, job), insertJob(ctx.db, purgeJob(ctx.now, testId)), deleteJob(ctx.db, job)],
    },
  )
  if (!committed.done && committed.refused !== 'VERSION_CONFLICT' && committed.refused !== 'LEASE_LOST')
    throw new Error(`A test could not be recorded: ${committed.refused}`)
}

/** Both ways are tried by themselves, so that each shows what it does; where there is neither any more, that is said. */
function waysOf({ email, internet }: Delivery): Delivery[] {
  const ways = [
    ...(internet === null ? [] : [{ email: null, internet }]),
    ...(email === null ? [] : [{ email, internet: null }]),
  ]
  return ways.length === 0 ? [{ email: null, internet: null }] : ways
}

const kept = ({ via, outcome, because, remoteId, reached, tookMs }: Attempt) => ({
  via,
  outcome,
  because,
  remoteId,
  reached,
  tookMs,
})

const isDone = async (ctx: Ctx, testId: string): Promise<boolean> =>
  (await ctx.db.prepare('SELECT 1 FROM history WHERE id = ? AND version = 2').bind(testId).first()) !== null

/** What was sent and answered is kept as long as any other (D5); the hourly purge looks at referrals only. */
const purgeJob = (now: number, id: string): JobRow => ({
  due: now + rawKeptMs,
  id: `purge:${id}`,
  kind: 'purge-raw',
  data: { id, version: 2 },
  attempts: 0,
  party: null,
})
