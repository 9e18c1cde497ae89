import type { NewPartner, SavedPartner } from '../../../contract/partner.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { insertPartner, nextPartnerId } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { expectNoProblems } from '../config/checks.ts'
import { given } from '../config/given.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { fcaCheckJobs } from './fca-check-job.ts'
import { newPartnerRow } from './new-partner-row.ts'
import { partnerColumns } from './partner-columns.ts'
import { toPartner } from './partner-view.ts'
import { sharedNumberWarnings } from './shared-number.ts'

/** Makes a partner (F24). Made by an admin it is active at once (F58); its zone is the broker's unless told. */
export async function createPartner(ctx: Ctx, settings: NewPartner): Promise<SavedPartner> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const [broker, id] = await Promise.all([loadBroker(ctx), nextPartnerId(ctx.db)])
    const empty = newPartnerRow({ id, zone: broker.zone })
    const { columns, problems } = await partnerColumns(ctx, given(settings), {
      before: empty,
      currency: broker.currency,
    })
    expectNoProblems(problems)

    const row = { ...empty, ...columns }
    const partner = toPartner(row, broker.currency)
    const { id: partnerId, version, isHouse: _, deliveryHealth: __, ...created } = partner
    const answer = { ...partner, warnings: await sharedNumberWarnings(ctx, row) }
    const checks = fcaCheckJobs(ctx, null, row)
    await commitOrThrow(ctx, {
      history: [{ id: partnerId, version, event: 'created', data: created }],
      write: [insertPartner(ctx.db, row), ...checks.map((job) => insertJob(ctx.db, job))],
      answer,
    })
    for (const job of checks) ctx.startJob(job)
    return answer
  })
}
