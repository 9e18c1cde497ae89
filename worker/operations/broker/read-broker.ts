import type { Broker } from '../../../contract/broker.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { toBroker } from './broker-view.ts'
import { loadBroker } from './load-broker.ts'

export async function readBroker(ctx: Ctx): Promise<Broker> {
  requireAdmin(ctx.actor)
  return toBroker(await loadBroker(ctx))
}
