import { formatId } from '../../../contract/id.ts'
import type { FcaStatus } from '../../../contract/partner.ts'
import { commit } from '../../../db/commit.ts'
import { deleteJob, type JobRow, mustHoldLease, postponeJob } from '../../../db/store/jobs.ts'
import { findPartner, updatePartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { readRetryAfter } from '../../delivery/retry-after.ts'
import { nextTry } from '../../domain/delivery/backoff.ts'
import { askFcaRegister, type RegisterAnswer } from '../../outside/fca-register.ts'
import { fcaRegisterOf } from '../../outside/fca-register-settings.ts'
import { Problem } from '../../problem.ts'
import { changedFields } from '../config/changed-fields.ts'
import { dropJob } from '../drop-job.ts'
import { jitter } from '../jitter.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { loadPartner } from './load-partner.ts'
import { toOwnPartner } from './partner-view.ts'

interface CheckFca {
  partnerId: number
  /** The number that was new when the job was made. One that was changed since has a job of its own. */
  fcaNumber: string
  job: JobRow
}

/**
 * Asks the FCA's register about a partner's number, and keeps what it said and when (F10). While the register does not
 * answer the number stays unverified and is asked about again, at the times of ENGINE 5 until they are used up.
 */
export async function checkFca(ctx: Ctx, { partnerId, fcaNumber, job }: CheckFca): Promise<void> {
  const register = fcaRegisterOf(ctx.env)
  const partner = await findPartner(ctx.db, partnerId)
  if (register === null || partner?.fcaNumber !== fcaNumber) return dropJob(ctx, job)
  const answer = await askFcaRegister(ctx.env, register, fcaNumber)
  if (answer.kind === 'unclear') return putOff(ctx, job, answer)
  await retryOnRace(() => keep(ctx, { partnerId, fcaNumber, job }, answer))
}

/** Under the lease, so that a second worker with the same job keeps nothing twice. */
async function keep(
  ctx: Ctx,
  { partnerId, fcaNumber, job }: CheckFca,
  answer: Exclude<RegisterAnswer, { kind: 'unclear' }>,
): Promise<void> {
  const { partner: before, currency } = await loadPartner(ctx, partnerId)
  if (before.fcaNumber !== fcaNumber) return dropJob(ctx, job)
  const fcaStatus: FcaStatus = answer.kind
  const columns = { fcaStatus, fcaCheckedAt: ctx.now, version: before.version + 1 }
  const changed = changedFields(toOwnPartner(before, currency), toOwnPartner({ ...before, ...columns }, currency))
  const data = { changed, ...(answer.kind === 'found' && { register: answer.firm }) }
  const committed = await commit(ctx, {
    history: [{ id: formatId('partner', partnerId), version: columns.version, event: 'fca.checked', data }],
    write: [mustHoldLease(ctx.db, job), updatePartner(ctx.db, partnerId, columns), deleteJob(ctx.db, job)],
  })
  if (!committed.done && committed.refused !== 'LEASE_LOST') throw new Problem('VERSION_CONFLICT')
}

async function putOff(
  ctx: Ctx,
  job: JobRow,
  { because, retryAfter }: Extract<RegisterAnswer, { kind: 'unclear' }>,
): Promise<void> {
  const retryAfterMs = readRetryAfter(retryAfter, ctx.now)
  const again = nextTry({ attempt: job.attempts, now: ctx.now, jitter: jitter(ctx), retryAfterMs })
  if (again === null) console.error(JSON.stringify({ event: 'fca-check.given-up', job: job.id, because }))
  await commit(ctx, {
    history: [],
    write: [
      mustHoldLease(ctx.db, job),
      again === null ? deleteJob(ctx.db, job) : postponeJob(ctx.db, job, { due: again, attempts: job.attempts }),
    ],
  })
}
