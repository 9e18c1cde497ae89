import type { OwnPartner } from '../../../contract/partner.ts'
import type { Ctx } from '../../context.ts'
import { healthy } from './partner-columns.ts'
import { setOnline } from './set-online.ts'

/**
 * Lets leads come again (F3): at the head of the queue at the earliest. Somebody says that all is well, so a server
 * that was given up is tried again too.
 */
export const resumePartner = (ctx: Ctx, partnerId: number): Promise<OwnPartner> =>
  setOnline(ctx, partnerId, { event: 'resumed', columns: { online: true, ...healthy } })
