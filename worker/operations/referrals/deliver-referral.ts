import type { JobRow } from '../../../db/store/jobs.ts'
import type { Ctx } from '../../context.ts'

export async function deliverReferral(
  _ctx: Ctx,
  _x: { leadId: string; partnerId: number; job: JobRow },
): Promise<void> {}
