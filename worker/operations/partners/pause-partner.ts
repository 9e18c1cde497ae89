import type { OwnPartner } from '../../../contract/partner.ts'
import type { Ctx } from '../../context.ts'
import { setOnline } from './set-online.ts'

/** Stops new referrals to a partner (F3). What was referred before is still delivered. */
export const pausePartner = (ctx: Ctx, partnerId: number): Promise<OwnPartner> =>
  setOnline(ctx, partnerId, { event: 'paused', columns: { online: false } })
